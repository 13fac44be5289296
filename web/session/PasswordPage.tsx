import { useTranslation } from 'react-i18next';
import { showDone } from '../shell/feedback.tsx';
import { PlainButton, PlainCard } from '../shell/parts/plain.tsx';
import { queryClient } from '../shell/queries.ts';
import { SESSION_KEY, useSession } from '../shell/session.tsx';
import { signOut } from '../shell/sign-out.ts';
import { PasswordForm } from './PasswordForm.tsx';

/** Where somebody with a one-time password is led; everything else waits until they have their own. */
export function PasswordPage() {
  const { t } = useTranslation();
  const { mustChangePassword, person } = useSession();
  const changed = async (): Promise<void> => {
    showDone(t('session.password.changed'));
    await queryClient.invalidateQueries({ queryKey: SESSION_KEY });
    location.assign('/');
  };
  return (
    <PlainCard>
      <h1 style={{ margin: '0 0 8px', fontSize: 22 }}>{t('session.password.title')}</h1>
      <p className="muted">
        {person.name} · {mustChangePassword ? t('session.password.must') : null}
      </p>
      <PasswordForm onChanged={() => void changed()} autoFocus />
      <p style={{ marginBottom: 0, textAlign: 'center' }}>
        <PlainButton onClick={() => void signOut()}>{t('shell.signOut')}</PlainButton>
      </p>
    </PlainCard>
  );
}
