/** One's own account: password, two-step sign-in, where one is signed in, API tokens. */
import { Alert, Button, Card } from 'antd';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '#contract/session.ts';
import { showDone } from '../shell/feedback.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useSession } from '../shell/session.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { SessionList } from './SessionList.tsx';

// Each has a form of its own, which the page's first sight does not need.
const TwoStep = lazy(async () => ({ default: (await import('./TwoStep.tsx')).TwoStep }));
const TokenList = lazy(async () => ({ default: (await import('./TokenList.tsx')).TokenList }));

export function AccountPage() {
  const { t } = useTranslation();
  const { person, passwordDue } = useSession();
  const sessions = useApiQuery(session.sessions, {});
  const rows = sessions.data?.rows ?? [];
  return (
    <Page
      title={t('session.account.title')}
      subtitle={person.title ? `${person.name} · ${person.title}` : person.name}
      actions={
        <Link to="/organisation/rights">
          <Button>{t('session.account.rights')}</Button>
        </Link>
      }
    >
      {passwordDue ? (
        <Alert type="warning" showIcon title={t('session.password.due')} style={{ marginBottom: 12 }} />
      ) : null}
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))', gap: 12 }}>
        <Card size="small" title={t('session.password.change')}>
          <PasswordForm onChanged={() => showDone(t('session.password.changed'))} />
        </Card>
        <Card size="small" title={t('session.totp.title')}>
          <Suspense fallback={<Loading />}>
            <TwoStep />
          </Suspense>
        </Card>
      </div>
      <Card size="small" title={t('session.sessions.title')} style={{ marginTop: 12 }}>
        <SessionList rows={rows.filter((row) => row.kind === 'browser')} />
      </Card>
      <Card size="small" title={t('session.tokens.title')} style={{ marginTop: 12 }}>
        <Suspense fallback={<Loading />}>
          <TokenList rows={rows.filter((row) => row.kind === 'token')} />
        </Suspense>
      </Card>
    </Page>
  );
}
