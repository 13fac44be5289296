/** "/" leads to the page a person starts their day with: the first of their menu, on a phone the first tab. */
import { Navigate } from '@tanstack/react-router';
import { EmptyState } from '../parts/states.tsx';
import { useIsPhone } from '../parts/use-is-phone.ts';
import { useSession } from '../session.tsx';
import { menuOf, tabsOf } from './menu.ts';

export function Home() {
  const session = useSession();
  const isPhone = useIsPhone();
  const first = (isPhone ? tabsOf(session.grants)[0] : undefined) ?? menuOf(session.grants)[0]?.pages[0];
  return first ? <Navigate to={first.path} replace /> : <EmptyState />;
}
