/** The seals of a site: who keeps them, who has them now, and the register of every time one left; printed or taken away as a file. */
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { seals } from '#contract/deals-room.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { sealStates } from '#core/deals/room-types.ts';
import { askConfirm, askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages, useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import './deals.css';

export type Seal = ResponseOf<typeof seals.list>['seals'][number];
type Movement = ResponseOf<typeof seals.log>['rows'][number];
const SealDialog = lazy(async () => ({ default: (await import('./SealDialogs.tsx')).SealDialog }));
const AskDialog = lazy(async () => ({ default: (await import('./SealDialogs.tsx')).AskDialog }));
const IncidentDialog = lazy(async () => ({ default: (await import('./SealDialogs.tsx')).IncidentDialog }));

const defaults = { state: '', incidents: false, from: '', to: '' };
type Opened = { readonly what: 'seal' | 'ask' | 'incident'; readonly seal: Seal | null };

export function SealsPage() {
  const { t } = useTranslation();
  const site = useSite();
  const [opened, setOpened] = useState<Opened | null>(null);
  const query = useApiQuery(seals.list, { params: { siteId: site.id } }, { live: ['deals', 'approvals'] });
  const close = () => setOpened(null);
  return (
    <Page
      title={t('deals.seals.title')}
      query={query}
      actions={
        <>
          {query.data?.mayAdd === null ? (
            <ActionButton label={t('deals.seals.add')} onClick={() => setOpened({ what: 'seal', seal: null })} />
          ) : null}
          <ActionButton label={t('deals.printPage')} onClick={() => window.print()} />
          <Download />
        </>
      }
    >
      {query.data?.seals.length === 0 ? (
        <EmptyState title={t('deals.seals.none')} text={t('deals.seals.none.text')} />
      ) : (
        <div className="seal-cards">
          {query.data?.seals.map((seal) => (
            <SealCard key={seal.id} seal={seal} open={(what) => setOpened({ what, seal })} />
          ))}
        </div>
      )}
      <Log />
      <Suspense fallback={null}>
        {opened?.what === 'seal' ? <SealDialog seal={opened.seal} onClose={close} /> : null}
        {opened?.what === 'ask' && opened.seal ? <AskDialog seal={opened.seal} onClose={close} /> : null}
        {opened?.what === 'incident' && opened.seal ? <IncidentDialog seal={opened.seal} onClose={close} /> : null}
      </Suspense>
    </Page>
  );
}

function SealCard({ seal, open }: { seal: Seal; open: (what: Opened['what']) => void }) {
  const { t } = useTranslation();
  const change = useApiCommand(seals.change);
  const { out, whyNot } = seal;
  return (
    <section className="deal-section">
      <header>
        <h2>{seal.name}</h2>
        <StateTag tone={seal.isRetired ? 'neutral' : out ? (out.isLate || !out.backBy ? 'bad' : 'waiting') : 'good'}>
          {t(seal.isRetired ? 'deals.seals.retired' : out ? 'deals.seals.state.out' : 'deals.seals.in')}
        </StateTag>
      </header>
      <div>
        <p className="muted">
          {t(`deals.seals.kind.${seal.kind}`)} · {t('deals.seals.custodian')}{' '}
          {seal.custodian?.name ??
            t('deals.seals.custodian.byPost', { post: t(`deals.seals.post.${seal.custodianPost}`) })}
        </p>
        {out ? (
          <p className={out.isLate || !out.backBy ? 'deal-fault' : undefined}>
            {out.backBy
              ? t('deals.seals.outWith', { by: out.by.name, until: formatInstant(out.backBy) })
              : t('deals.seals.outWithout', { by: out.by.name })}
            {out.isLate ? ` · ${t('deals.seals.late')}` : ''}
          </p>
        ) : null}
        <div className="deal-next">
          {seal.isRetired ? null : (
            <ActionButton
              type="primary"
              size="small"
              label={t('deals.seals.ask')}
              disabledReason={whyNot.ask}
              onClick={() => open('ask')}
            />
          )}
          {whyNot.incident === null && !seal.isRetired ? (
            <ActionButton size="small" danger label={t('deals.seals.incident')} onClick={() => open('incident')} />
          ) : null}
          {whyNot.change === null && !seal.isRetired ? (
            <>
              <ActionButton size="small" label={t('deals.seals.change')} onClick={() => open('seal')} />
              <ActionButton
                size="small"
                label={t('deals.seals.retire')}
                onClick={async () => {
                  const title = t('deals.seals.retire');
                  if (!(await askConfirm({ title, text: t('deals.seals.retire.text'), danger: true }))) return;
                  await change.mutateAsync({ params: { sealId: seal.id }, body: { isRetired: true } });
                  showDone(t('deals.seals.done'));
                }}
              />
            </>
          ) : null}
        </div>
      </div>
    </section>
  );
}

function useFilters() {
  const site = useSite();
  const [filters, setFilters] = useUrlState(defaults);
  const query = {
    siteId: site.id,
    ...(filters.state ? { state: filters.state as Movement['state'] } : {}),
    ...(filters.incidents ? { incidents: 'true' as const } : {}),
    ...(filters.from ? { from: filters.from } : {}),
    ...(filters.to ? { to: filters.to } : {}),
  };
  return { filters, setFilters, query };
}

function Download() {
  const { t } = useTranslation();
  const { query } = useFilters();
  return (
    <Button href={`/api/seal-movements/file?${new URLSearchParams(query)}`} download>
      {t('deals.export')}
    </Button>
  );
}

const tones = {
  asked: 'waiting',
  consented: 'active',
  out: 'waiting',
  back: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
} as const;

function Log() {
  const { t } = useTranslation();
  const { filters, setFilters, query } = useFilters();
  const pages = useApiPages(seals.log, { query: { ...query, limit: 50 } }, { live: ['deals', 'approvals'] });
  const state = (row: Movement) => (
    <>
      <StateTag tone={row.isIncident || (row.state === 'out' && row.isLate) ? 'bad' : tones[row.state]}>
        {t(`deals.seals.state.${row.state}`)}
      </StateTag>
      {row.isLate ? <span className="deal-fault deal-waits">{t('deals.seals.late')}</span> : null}
      {row.isIncident ? <span className="deal-fault deal-waits">{t('deals.seals.incidentOnly')}</span> : null}
    </>
  );
  const fine = (row: Movement) => (row.fineYuan > 0 ? String(row.fineYuan) : '');
  return (
    <>
      <h2 className="seal-log">{t('deals.seals.log')}</h2>
      <div className="seal-filters">
        <Select
          value={filters.state}
          onChange={(value) => setFilters({ state: value })}
          aria-label={t('deals.seals.state')}
          style={{ width: 130 }}
          options={['', ...sealStates].map((value) => ({ value, label: t(`deals.seals.state.${value || 'all'}`) }))}
        />
        <DayInput value={filters.from} onChange={(from) => setFilters({ from })} label={t('deals.from')} />
        <DayInput
          value={filters.to}
          onChange={(to) => setFilters({ to })}
          label={t('deals.to')}
          min={filters.from || undefined}
        />
        <Checkbox checked={filters.incidents} onChange={(event) => setFilters({ incidents: event.target.checked })}>
          {t('deals.seals.incidentOnly')}
        </Checkbox>
      </div>
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        columns={[
          { title: t('deals.seals.title'), width: 130, render: (_, row) => row.sealName },
          { title: t('deals.seals.borrower'), width: 80, render: (_, row) => row.by.name },
          {
            title: t('deals.seals.purpose'),
            width: 200,
            ellipsis: true,
            render: (_, row) => `${row.purpose} ${row.place}`,
          },
          { title: t('deals.seals.backBy'), width: 110, render: (_, row) => formatInstant(row.backBy) },
          {
            title: t('deals.seals.times'),
            width: 210,
            render: (_, row) => [formatInstant(row.takenAt), formatInstant(row.returnedAt)].filter(Boolean).join(' – '),
          },
          { title: t('deals.seals.state'), width: 150, render: (_, row) => state(row) },
          { title: t('deals.seals.fine'), width: 120, align: 'right', render: (_, row) => fine(row) },
          { title: '', width: 210, render: (_, row) => <Actions row={row} /> },
        ]}
        card={(row) => (
          <PhoneCard
            title={`${row.by.name} · ${row.sealName}`}
            extra={state(row)}
            lines={[
              `${row.purpose} ${row.place}`,
              [
                row.backBy ? `${t('deals.seals.backBy')} ${formatInstant(row.backBy)}` : '',
                [formatInstant(row.takenAt), formatInstant(row.returnedAt)].filter(Boolean).join(' – '),
              ]
                .filter(Boolean)
                .join(' · '),
              [row.consequence, fine(row) ? `¥${fine(row)}` : ''].filter(Boolean).join(' · '),
            ]}
            actions={<Actions row={row} />}
          />
        )}
      />
    </>
  );
}

function Actions({ row }: { row: Movement }) {
  const { t } = useTranslation();
  const params = { movementId: row.id };
  const handOut = useApiCommand(seals.handOut);
  const giveBack = useApiCommand(seals.giveBack);
  const withdraw = useApiCommand(seals.withdraw);
  const consequence = useApiCommand(seals.consequence);
  const done = (): void => showDone(t('deals.seals.done'));
  const { whyNot, state } = row;
  const pending = state === 'asked' || state === 'consented';
  return (
    <span className="no-print deal-next">
      {state === 'consented' ? (
        <ActionButton
          size="small"
          type="primary"
          label={t('deals.seals.handOut')}
          disabledReason={whyNot.handOut}
          onClick={async () => {
            await handOut.mutateAsync({ params });
            done();
          }}
        />
      ) : null}
      {state === 'out' ? (
        <ActionButton
          size="small"
          type="primary"
          label={t('deals.seals.giveBack')}
          disabledReason={whyNot.giveBack}
          onClick={async () => {
            await giveBack.mutateAsync({ params, body: {} });
            done();
          }}
        />
      ) : null}
      {pending && whyNot.withdraw === null ? (
        <ActionButton
          size="small"
          label={t('deals.seals.withdraw')}
          onClick={async () => {
            const reason = await askReason({ title: t('deals.seals.withdraw'), required: true });
            if (!reason) return;
            await withdraw.mutateAsync({ params, body: { reason } });
            done();
          }}
        />
      ) : null}
      {whyNot.consequence === null ? (
        <ActionButton
          size="small"
          danger
          label={t('deals.seals.addConsequence')}
          onClick={async () => {
            const what = await askReason({ title: t('deals.seals.consequence'), required: true, danger: true });
            if (!what) return;
            await consequence.mutateAsync({ params, body: { what } });
            done();
          }}
        />
      ) : null}
      {row.approvalId ? <Link to={`/approvals/${row.approvalId}`}>{t('deals.seals.approval')}</Link> : null}
      <WhyButton kind="icon" journalId={row.journalId} />
    </span>
  );
}
