/** Applications for confirmation: mine, of those I teach, and what administration has on file. */
import { Card, Descriptions } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ConfirmationRowOut as Row, confirmations } from '#contract/confirmations.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { Link } from '@tanstack/react-router';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useSession } from '../shell/session.tsx';

const ApplyDialog = lazy(() => import('./ConfirmationDialogs.tsx').then((all) => ({ default: all.ApplyDialog })));
const WordDialog = lazy(() => import('./ConfirmationDialogs.tsx').then((all) => ({ default: all.WordDialog })));
const tones = {
  with_mentor: 'waiting',
  signing: 'active',
  returned: 'waiting',
  signed: 'good',
  rejected: 'bad',
  withdrawn: 'neutral',
} as const;

export function ConfirmationsPage() {
  const { t } = useTranslation();
  const mine = useApiQuery(confirmations.mine, {});
  const pages = useApiPages(confirmations.list, { query: {} });
  const [word, setWord] = useState<Row | null>(null);
  const state = (row: Row) => (
    <StateTag tone={tones[row.state]}>{t(`organisation.confirmations.${row.state}`)}</StateTag>
  );
  const period = (row: Row) => `${row.hiredOn ?? ''} ~ ${row.probationUntil}`;
  const filed = (row: Row) =>
    row.filedAt ? t('organisation.confirmations.filed', { at: formatInstant(row.filedAt) }) : row.endedReason;
  const opinion = (row: Row) =>
    row.mentorWord === null
      ? ''
      : `${t(row.mentorRecommends ? 'organisation.confirmations.for' : 'organisation.confirmations.against')}：${row.mentorWord}`;
  const actions = (row: Row) => <RowActions row={row} onWord={setWord} />;
  return (
    <Page title={t('organisation.confirmations.title')} subtitle={t('organisation.confirmations.hint')}>
      {mine.data && (mine.data.probationUntil || mine.data.latest) ? <Mine mine={mine.data} /> : null}
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        columns={[
          { title: t('organisation.confirmations.who'), width: 100, render: (_: unknown, row: Row) => row.staff.name },
          { title: t('organisation.confirmations.period'), width: 180, render: (_: unknown, row: Row) => period(row) },
          { title: t('organisation.confirmations.units'), width: 80, dataIndex: 'unitsSold', align: 'right' },
          { title: t('organisation.confirmations.review'), width: 220, dataIndex: 'selfReview', ellipsis: true },
          {
            title: t('organisation.confirmations.word'),
            width: 220,
            ellipsis: true,
            render: (_: unknown, row: Row) => opinion(row),
          },
          { title: t('organisation.confirmations.state'), width: 90, render: (_: unknown, row: Row) => state(row) },
          { title: t('organisation.confirmations.file'), width: 170, render: (_: unknown, row: Row) => filed(row) },
          { title: '', width: 200, align: 'right', render: (_: unknown, row: Row) => actions(row) },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.staff.name}
            extra={state(row)}
            lines={[period(row), row.selfReview, opinion(row), filed(row)].filter(Boolean)}
            actions={actions(row)}
          />
        )}
      />
      <Suspense fallback={null}>{word ? <WordDialog row={word} onClose={() => setWord(null)} /> : null}</Suspense>
    </Page>
  );
}

function RowActions({ row, onWord }: { readonly row: Row; readonly onWord: (row: Row) => void }) {
  const { t } = useTranslation();
  const me = useSession().person.id;
  const withdraw = useApiCommand(confirmations.withdraw);
  const isOpen = row.endedAt === null;
  return (
    <>
      {isOpen && row.state === 'with_mentor' && me !== row.staff.id ? (
        <ActionButton
          size="small"
          label={t('organisation.confirmations.giveWord')}
          disabledReason={row.whyNot.mentorsWord}
          onClick={() => onWord(row)}
        />
      ) : null}
      {isOpen && me === row.staff.id ? (
        <ActionButton
          size="small"
          label={t('organisation.confirmations.withdraw')}
          disabledReason={row.whyNot.withdraw}
          onClick={async () => {
            const reason = await askReason({ title: t('organisation.confirmations.withdraw') });
            if (reason === null) return;
            await withdraw.mutateAsync({ params: { confirmationId: row.id }, body: { reason } });
            showDone(t('organisation.confirmations.withdrawn'));
          }}
        />
      ) : null}
      {row.approvalId ? (
        <Link to={`/approvals/${row.approvalId}`}>{t('organisation.confirmations.approval')}</Link>
      ) : null}
      <WhyButton kind="icon" journalId={row.journalId} />
    </>
  );
}

/** The form as it would read today, and the button that hands it in. */
function Mine({ mine }: { readonly mine: ResponseOf<typeof confirmations.mine> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const item = (key: string, children: string) => ({ key, label: t(`organisation.confirmations.${key}`), children });
  return (
    <Card
      size="small"
      title={t('organisation.confirmations.mine')}
      style={{ marginBottom: 16 }}
      extra={
        <ActionButton
          type="primary"
          label={t('organisation.confirmations.apply')}
          disabledReason={mine.whyNot.apply}
          onClick={() => setOpen(true)}
        />
      }
    >
      <Descriptions
        size="small"
        column={{ xs: 1, md: 4 }}
        items={[
          item('period', mine.probationUntil ? `${mine.hiredOn ?? ''} ~ ${mine.probationUntil}` : '—'),
          item('units', `${mine.unitsSold} / ${mine.unitsNeeded}`),
          item('mentor', mine.mentor?.name ?? '—'),
          item('state', mine.latest ? t(`organisation.confirmations.${mine.latest.state}`) : '—'),
        ]}
      />
      <Suspense fallback={null}>
        {open ? <ApplyDialog before={mine.latest?.selfReview ?? ''} onClose={() => setOpen(false)} /> : null}
      </Suspense>
    </Card>
  );
}
