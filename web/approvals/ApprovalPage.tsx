/** One approval with everything needed to decide: what is asked, who signs in which order, what was said, and the buttons. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Card } from 'antd';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { approvals } from '#contract/approvals.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatFull, formatInstant, formatRelative } from '../shell/format.ts';
import { useHotkey } from '../shell/hotkeys.tsx';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { useSession } from '../shell/session.tsx';
import './approvals.css';
import { DecisionBar } from './DecisionBar.tsx';
import { Record } from './Record.tsx';
import { RouteSteps } from './RouteSteps.tsx';
import { type Approval, endedBecause, matterWord, tones, saidOf } from './words.ts';

const SignerDialog = lazy(async () => ({ default: (await import('./SignerDialog.tsx')).SignerDialog }));

export function ApprovalPage() {
  const { t } = useTranslation();
  const { approvalId } = useRouteParams<'approvalId'>();
  const query = useApiQuery(approvals.get, { params: { approvalId } });
  const approval = query.data?.id === approvalId ? query.data : undefined;
  return (
    <Page
      title={approval ? textOf(approval.title) : t('approvals.one.title')}
      subtitle={approval ? `${matterWord(t, approval.matter)} · ${approval.site.name}` : undefined}
      actions={approval ? <Actions approval={approval} /> : undefined}
      query={query}
    >
      {approval ? <Content key={approval.id} approval={approval} /> : null}
    </Page>
  );
}

function Content({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const next = useNext(approval.id);
  const acted = useRef(false);
  const news = useNews(approval, acted);
  const cost = approval.costTo ? t('approvals.costTo', { name: approval.costTo.name }) : null;
  return (
    <div className="approval-page">
      <div>
        {news ? <Alert type="info" showIcon role="status" title={news} /> : null}
        {approval.state === 'returned' ? (
          <Alert type="warning" showIcon title={t('approvals.returnedHint')} description={endedBecause(approval)} />
        ) : null}
        <Card
          size="small"
          title={t('approvals.what')}
          extra={<StateTag tone={tones[approval.state]}>{t(`approvals.state.${approval.state}`)}</StateTag>}
        >
          <Asked approval={approval} />
          {cost ? <p className="approval-cost">{cost}</p> : null}
        </Card>
        <Record approval={approval} />
      </div>
      <div>
        <DecisionBar approval={approval} onActed={() => (acted.current = true)} next={next} />
        <RouteSteps approval={approval} />
      </div>
    </div>
  );
}

function Asked({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const by = approval.submittedBy;
  const sentFor = by && by.id !== approval.applicant?.id ? t('approvals.sentBy', { name: by.name }) : '';
  return (
    <>
      <dl className="approval-lines">
        {approval.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be called the same
          <div key={index}>
            <dt>{textOf(line)}</dt>
            <dd>{saidOf(line)}</dd>
          </div>
        ))}
        {approval.customer ? (
          <div>
            <dt>{t('approvals.customer')}</dt>
            <dd>{approval.customer.name}</dd>
          </div>
        ) : null}
      </dl>
      {approval.reason ? <p className="approval-reason">{approval.reason}</p> : null}
      {approval.limit ? (
        <p className="muted">{t('approvals.beyond', { role: t(`approvals.role.${approval.limit}`) })}</p>
      ) : null}
      <p className="muted">
        {[approval.applicant?.name, sentFor, formatFull(approval.requestedAt)].filter(Boolean).join(' · ')}
        {approval.round > 1 ? ` · ${t('approvals.round', { n: approval.round })}` : ''}
        {approval.state === 'pending' && approval.dueAt ? (
          <span className={approval.isOverdue ? 'approval-late-text' : ''}>
            {` · ${t(approval.isOverdue ? 'approvals.wasDue' : 'approvals.dueAt', { at: formatInstant(approval.dueAt) })}`}
          </span>
        ) : null}
      </p>
      {approval.link ? <Link to={approval.link}>{t('approvals.open')}</Link> : null}{' '}
      <WhyButton journalId={approval.journalId} />
    </>
  );
}

/** What of the buttons concerns the reader at all. */
const beside = new Set([
  'NOT_A_SIGNER',
  'NOT_THE_APPLICANT',
  'APPROVAL_CLOSED',
  'NOT_RETURNED',
  'NOT_YOURS_TO_PASS_ON',
  'APPLICANT_MAY_NOT_ARRANGE',
]);
const concerns = (reason: { readonly code: string } | null): boolean => reason === null || !beside.has(reason.code);

function Actions({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [choosing, setChoosing] = useState<'add' | 'pass' | null>(null);
  const withdraw = useApiCommand(approvals.withdraw);
  const remind = useApiCommand(approvals.remind);
  const { whyNot } = approval;
  const params = { approvalId: approval.id };
  return (
    <>
      {concerns(whyNot.remind) ? (
        <ActionButton
          label={t('approvals.remind')}
          disabledReason={whyNot.remind}
          onClick={async () => {
            const { reminded } = await remind.mutateAsync({ params });
            showDone(t('approvals.reminded', { n: reminded }));
          }}
        />
      ) : null}
      {concerns(whyNot.addSigner) ? (
        <ActionButton
          label={t('approvals.addSigner')}
          disabledReason={whyNot.addSigner}
          onClick={() => setChoosing('add')}
        />
      ) : null}
      {concerns(whyNot.passOn) ? (
        <ActionButton
          label={t('approvals.passOn')}
          disabledReason={whyNot.passOn}
          onClick={() => setChoosing('pass')}
        />
      ) : null}
      {concerns(whyNot.withdraw) ? (
        <ActionButton
          danger
          label={t('approvals.withdraw')}
          disabledReason={whyNot.withdraw}
          onClick={async () => {
            const reason = await askReason({ title: t('approvals.withdraw'), text: t('approvals.withdraw.text') });
            if (!reason) return;
            await withdraw.mutateAsync({ params, body: { reason } });
            showDone(t('approvals.withdrawn'));
          }}
        />
      ) : null}
      {concerns(whyNot.resubmit) && approval.isFree ? (
        <ActionButton
          type="primary"
          label={t('approvals.putRight')}
          disabledReason={whyNot.resubmit}
          onClick={() => void navigate({ to: '/approvals/new', search: { from: approval.id } as never })}
        />
      ) : null}
      <ActionButton label={t('approvals.print')} onClick={() => window.print()} />
      {choosing ? (
        <Suspense fallback={null}>
          <SignerDialog approval={approval} what={choosing} onClose={() => setChoosing(null)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** The next one that waits for me; j and k go through them. */
function useNext(id: string): string | null {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { rows } = useApiPages(approvals.inbox, { query: { box: 'todo' } });
  const at = rows.findIndex((row) => row.id === id);
  const next = rows[at + 1] ?? rows.find((row) => row.id !== id) ?? null;
  const before = at > 0 ? rows[at - 1] : null;
  const go = (row: { readonly id: string } | null | undefined): void => {
    if (row) void navigate({ to: `/approvals/${row.id}` });
  };
  useHotkey('j', t('approvals.next'), () => go(next), next !== null);
  useHotkey('k', t('approvals.previous'), () => go(before), Boolean(before));
  return next?.id ?? null;
}

/** Somebody else decided while the page was open. */
function useNews(approval: Approval, acted: { current: boolean }): string | null {
  const { t } = useTranslation();
  const me = useSession().person.id;
  const seen = useRef(approval);
  const [news, setNews] = useState<string | null>(null);
  useEffect(() => {
    const before = seen.current;
    seen.current = approval;
    if (before.signatures.length === approval.signatures.length && before.state === approval.state) return;
    if (acted.current) {
      acted.current = false;
      return;
    }
    const last = approval.signatures.at(-1);
    const isNew = approval.signatures.length > before.signatures.length;
    if (last && isNew && last.signer.id !== me)
      setNews(t(`approvals.news.${last.verdict}`, { name: last.signer.name, when: formatRelative(last.at) }));
    else if (before.state !== approval.state)
      setNews(t('approvals.news.state', { state: t(`approvals.state.${approval.state}`) }));
  }, [approval, acted, me, t]);
  return news;
}
