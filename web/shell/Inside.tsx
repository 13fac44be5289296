/** What surrounds every page behind the sign-in: theme, session, messages, and the overlay when the session ends. */
import type { ReactNode } from 'react';
import { FeedbackAnchor } from './feedback.tsx';
import { SessionEndedOverlay } from './SessionEndedOverlay.tsx';
import { type Session, SessionProvider } from './session.tsx';
import { Themed } from './Themed.tsx';

export function Inside({ session, children }: { session: Session; children: ReactNode }) {
  return (
    <Themed>
      <SessionProvider session={session}>
        {children}
        <SessionEndedOverlay personId={session.person.id} />
      </SessionProvider>
      <FeedbackAnchor />
    </Themed>
  );
}
