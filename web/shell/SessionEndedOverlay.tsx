/** Over the page when the session has ended: signing in again continues what was being sent. */
import { Modal } from 'antd';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from './parts/Loading.tsx';
import { useSessionEnded } from './session.tsx';

export interface SignInFormProps {
  readonly onSignedIn: () => void | Promise<void>;
}
const forms = import.meta.glob<{ SignInForm: ComponentType<SignInFormProps> }>('../session/SignInForm.tsx');
const SignInForm = lazy(async () => {
  const [load] = Object.values(forms);
  if (!load) throw new Error('web/session/SignInForm.tsx is missing');
  return { default: (await load()).SignInForm };
});

export function SessionEndedOverlay({ personId }: { personId: string }) {
  const { t } = useTranslation();
  const { ended, renewed } = useSessionEnded(personId);
  if (!ended) return null;
  return (
    <Modal
      open
      title={t('shell.sessionEnded')}
      footer={null}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      width={400}
    >
      <p className="muted">{t('shell.sessionEnded.text')}</p>
      <Suspense fallback={<Loading />}>
        <SignInForm onSignedIn={renewed} />
      </Suspense>
    </Modal>
  );
}
