/** Over the page when the session has ended: signing in again continues what was being sent. */
import { lazy, Suspense } from 'react';
import { useSessionEnded } from './session.tsx';

const SignInAgain = lazy(async () => ({ default: (await import('./SignInAgain.tsx')).SignInAgain }));

export function SessionEndedOverlay({ personId }: { personId: string }) {
  const { ended, renewed } = useSessionEnded(personId);
  if (!ended) return null;
  return (
    <Suspense fallback={null}>
      <SignInAgain onSignedIn={renewed} />
    </Suspense>
  );
}
