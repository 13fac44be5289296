/** Who is signed in, what they may do, and which site they look at. */
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { Scope } from '#contract/kernel/permissions.ts';
import type { SessionBody } from '#contract/session.ts';
import { session as routes } from '#contract/session.ts';
import { ApiError, onSessionEnded, pathOf, send } from './api.ts';
import { useLiveUpdates } from './events.ts';
import { setTimeZone } from './format.ts';
import { adoptLanguage } from './i18n.ts';
import { queryClient } from './queries.ts';

export type Session = SessionBody;
export type SiteRef = SessionBody['sites'][number];

interface SessionState {
  readonly session: Session;
  readonly site: SiteRef | null;
  readonly setSiteId: (siteId: string) => void;
}
const SessionContext = createContext<SessionState | null>(null);

export const SESSION_KEY = ['session'] as const;
/** Asks without waiting for a new sign-in: "nobody" is an answer here. */
const readSession = () => send(pathOf(routes.current), {}, false) as Promise<Session>;
const REMEMBERED_SITE = 'guike.site';

/** The session, or null when nobody is signed in. A network that is away leaves the query in error, not signed out. */
export const useSessionQuery = () =>
  useQuery<Session | null, ApiError>({
    queryKey: SESSION_KEY,
    staleTime: 60_000,
    meta: { live: ['session'] },
    queryFn: async () => {
      try {
        return await readSession();
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
  });

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  const [wanted, setWanted] = useState<string | null>(() => localStorage.getItem(REMEMBERED_SITE));
  const site =
    session.sites.find((one) => one.id === wanted) ??
    session.sites.find((one) => one.id === session.siteId) ??
    session.sites[0] ??
    null;
  if (site) setTimeZone(site.timeZone);
  useLiveUpdates(true);
  useEffect(() => adoptLanguage(session.locale), [session.locale]);
  const setSiteId = useCallback((siteId: string) => {
    localStorage.setItem(REMEMBERED_SITE, siteId);
    setWanted(siteId);
  }, []);
  const state = useMemo(() => ({ session, site, setSiteId }), [session, site, setSiteId]);
  return <SessionContext value={state}>{children}</SessionContext>;
}

export function useSession(): Session {
  return useSessionState().session;
}

/** For parts that also stand on pages without a session. */
export const useSessionState = (): SessionState => {
  const state = useContext(SessionContext);
  if (!state) throw new Error('no session here: the page is public');
  return state;
};
export const useMaybeSession = (): Session | null => useContext(SessionContext)?.session ?? null;

/** The site looked at (the switcher in the frame). Pages of a site need one; without any the frame shows that instead of them. */
export function useSite(): SiteRef {
  const { site } = useSessionState();
  if (!site) throw new Error('this person has no site');
  return site;
}
export const useSiteOrNull = (): SiteRef | null => useSessionState().site;

/** The scope with which this person holds a permission, or null. Hides or disables; the server decides again. */
export const usePermission = (permission: string): Scope | null => useMaybeSession()?.grants[permission] ?? null;

/**
 * The session ended while somebody worked: an overlay asks them to sign in again and everything typed stays. Another person
 * signing in starts afresh, so that nothing half-typed is sent under their name.
 */
export function useSessionEnded(personId: string | null): { ended: boolean; renewed: () => Promise<void> } {
  const [waiting, setWaiting] = useState<((same: boolean) => void)[]>([]);
  useEffect(() => {
    if (!personId) return;
    onSessionEnded(() => new Promise((resolve) => setWaiting((before) => [...before, resolve])));
    return () => onSessionEnded(null);
  }, [personId]);
  const renewed = useCallback(async () => {
    const session = await readSession();
    if (session.person.id !== personId) {
      location.assign('/');
      return;
    }
    queryClient.setQueryData(SESSION_KEY, session);
    setWaiting((before) => {
      for (const resolve of before) resolve(true);
      return [];
    });
  }, [personId]);
  return { ended: waiting.length > 0, renewed };
}
