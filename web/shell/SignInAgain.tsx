/** The sign-in form over the page; what was typed stays behind it. */
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { SignInForm } from '../session/SignInForm.tsx';

export function SignInAgain({ onSignedIn }: { onSignedIn: () => void | Promise<void> }) {
  const { t } = useTranslation();
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
      <SignInForm onSignedIn={onSignedIn} />
    </Modal>
  );
}
