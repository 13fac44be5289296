/** Lets signed-in people through; others go to the sign-in page, and come back to where they wanted. */
import { useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadFrameSentences } from './i18n.ts';
import { ErrorState } from './parts/states.tsx';
import { Loading } from './parts/Loading.tsx';
import { useSessionQuery } from './session.tsx';

// Loaded after the sign-in, which stays light without it.
const Inside = lazy(async () => ({ default: (await import('./Inside.tsx')).Inside }));

export function Gate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const session = useSessionQuery();
  const navigate = useNavigate();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    void loadFrameSentences().then(() => setReady(true));
  }, []);
  const signedOut = session.data === null;
  useEffect(() => {
    if (!signedOut) return;
    const next = location.pathname + location.search;
    void navigate({ to: '/sign-in', replace: true, search: next === '/' ? {} : { next } } as never);
  }, [signedOut, navigate]);

  const mustChange = session.data?.mustChangePassword && location.pathname !== '/password';
  useEffect(() => {
    if (mustChange) void navigate({ to: '/password', replace: true } as never);
  }, [mustChange, navigate]);

  if (session.isError && !session.data)
    return <ErrorState error={session.error} title={t('shell.error.start')} onRetry={() => void session.refetch()} />;
  if (!session.data || !ready || mustChange) return <Loading />;
  return (
    <Suspense fallback={<Loading />}>
      <Inside session={session.data}>{children}</Inside>
    </Suspense>
  );
}
