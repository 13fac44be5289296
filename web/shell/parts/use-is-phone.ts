import { useSyncExternalStore } from 'react';
import { PHONE_MAX_WIDTH } from '../theme.ts';

const query = typeof window === 'undefined' ? null : window.matchMedia(`(max-width: ${PHONE_MAX_WIDTH}px)`);

/** Narrower than a tablet: cards instead of tables, tabs at the bottom. */
export const useIsPhone = (): boolean =>
  useSyncExternalStore(
    (watcher) => {
      query?.addEventListener('change', watcher);
      return () => query?.removeEventListener('change', watcher);
    },
    () => query?.matches ?? false,
  );
