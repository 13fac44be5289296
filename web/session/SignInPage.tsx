import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { session } from '#contract/session.ts';
import { api } from '../shell/api.ts';
import { PlainCard } from '../shell/parts/plain.tsx';
import { queryClient } from '../shell/queries.ts';
import { SESSION_KEY, type Session } from '../shell/session.tsx';
import { LanguageLinks } from './LanguageLinks.tsx';
import { wantedPath } from './problem.ts';
import { SignInForm } from './SignInForm.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const setup = useQuery({ queryKey: ['session', 'setup'], queryFn: () => api(session.setupState, {}), retry: false });
  const enter = async (signedIn: Session): Promise<void> => {
    queryClient.clear();
    queryClient.setQueryData(SESSION_KEY, signedIn);
    await navigate({ href: wantedPath(), replace: true });
  };
  return (
    <PlainCard>
      <h1 style={{ display: 'flex', alignItems: 'center', gap: 10, margin: '0 0 20px', fontSize: 22 }}>
        <img src="/icon.svg" alt="" width={32} height={32} />
        {t('session.signIn.brand')}
      </h1>
      {setup.data?.needed ? <p role="status">{t('session.signIn.setup')}</p> : <SignInForm onSignedIn={enter} />}
      <p className="muted" style={{ marginBottom: 0 }}>
        {setup.data?.needed ? null : t('session.signIn.help')}
      </p>
      <LanguageLinks />
    </PlainCard>
  );
}
