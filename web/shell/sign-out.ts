import { session } from '#contract/session.ts';
import { carryOut } from './api.ts';
import { showError } from './feedback.tsx';

/** Ends the session on the server and starts afresh, so that nothing of this person stays in memory. */
export async function signOut(): Promise<void> {
  try {
    await carryOut(session.signOut, {});
    location.assign('/sign-in');
  } catch (error) {
    showError(error);
  }
}
