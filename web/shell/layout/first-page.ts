/** The page a person starts their day with: the first of their menu, on a phone the first tab. */
import { useIsPhone } from '../parts/use-is-phone.ts';
import { useSession } from '../session.tsx';
import { menuOf, tabsOf } from './menu.ts';

export function useFirstPage(): string | null {
  const { grants } = useSession();
  const isPhone = useIsPhone();
  const first = (isPhone ? tabsOf(grants)[0] : undefined) ?? menuOf(grants)[0]?.pages[0];
  return first?.path ?? null;
}
