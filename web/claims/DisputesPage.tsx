/** Disputes about customers: talk first, mediate, then somebody rules; the register is the evidence. */
import { Input, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { claims } from '#contract/claims.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatInstant, joinNames } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand, useApiPages } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { CustomerLink } from './TodayPage.tsx';

type Dispute = ResponseOf<typeof claims.disputes>['rows'][number];
const defaults = { open: 'true' };
const tones = { talking: 'active', mediation: 'waiting', settled: 'neutral' } as const;

export function DisputesPage() {
  const { t } = useTranslation();
  const [{ open }, setState] = useUrlState(defaults);
  const mayRule = usePermission('claims.rule') !== null;
  const pages = useApiPages(claims.disputes, { query: { open: open === 'false' ? 'false' : 'true' } });
  const mediate = useApiCommand(claims.mediate);
  const [ruling, setRuling] = useState<Dispute | null>(null);
  const state = (row: Dispute) => (
    <StateTag tone={tones[row.state]}>
      {row.verdict ? t(`claims.disputes.verdict.${row.verdict}`) : t(`claims.disputes.state.${row.state}`)}
    </StateTag>
  );
  const winner = (row: Dispute) => {
    const first = row.evidence.find((one) => one.wins);
    return first
      ? t('claims.disputes.first', { name: first.staff.name, at: formatInstant(first.signedAt ?? first.registeredAt) })
      : '';
  };
  const acts = (row: Dispute) => (
    <>
      {row.state === 'talking' ? (
        <ActionButton
          label={t('claims.disputes.mediate')}
          onClick={() => mediate.mutateAsync({ params: { disputeId: row.id } })}
        />
      ) : null}
      {mayRule && (row.state !== 'settled' || row.verdict === 'ruled') ? (
        <ActionButton type="primary" label={t('claims.disputes.settle')} onClick={() => setRuling(row)} />
      ) : null}
    </>
  );
  return (
    <Page
      title={t('claims.disputes.title')}
      filters={
        <Segmented
          value={open}
          onChange={(value) => setState({ open: value })}
          options={[
            { value: 'true', label: t('claims.disputes.open') },
            { value: 'false', label: t('claims.disputes.closed') },
          ]}
        />
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        columns={[
          { title: t('claims.customer'), width: 110, render: (_, row) => <CustomerLink customer={row.customer} /> },
          { title: t('claims.disputes.parties'), width: 160, render: (_, row) => joinNames(row.parties) },
          { title: t('shell.reason'), width: 200, ellipsis: true, dataIndex: 'reason' },
          { title: t('claims.disputes.evidence'), width: 200, render: (_, row) => winner(row) },
          { title: t('claims.state'), width: 120, render: (_, row) => state(row) },
          { title: t('claims.since'), width: 110, render: (_, row) => formatInstant(row.openedAt) },
          { title: '', width: 200, render: (_, row) => <div style={{ display: 'flex', gap: 8 }}>{acts(row)}</div> },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.customer.name}
            extra={state(row)}
            lines={[joinNames(row.parties), row.reason, winner(row), row.verdictReason]}
            actions={acts(row)}
          />
        )}
      />
      {ruling ? <SettleDialog dispute={ruling} onClose={() => setRuling(null)} /> : null}
    </Page>
  );
}

const verdicts = ['agreed', 'ruled', 'quarrel', 'ruling_disobeyed'] as const;

function SettleDialog({ dispute, onClose }: { dispute: Dispute; onClose: () => void }) {
  const { t } = useTranslation();
  const settle = useApiCommand(claims.settle);
  const [verdict, setVerdict] = useState<(typeof verdicts)[number]>('ruled');
  const [reason, setReason] = useState('');
  const [shares, setShares] = useState<Record<string, number>>({});
  const offered = dispute.verdict === 'ruled' ? (['ruling_disobeyed'] as const) : verdicts.slice(0, 3);
  const ruled = verdict === 'ruled' && dispute.verdict !== 'ruled';
  const list = dispute.parties.map((party) => ({ party: party.id, percent: shares[party.id] ?? 0 }));
  const total = list.reduce((sum, one) => sum + one.percent, 0);
  return (
    <DialogForm
      title={t('claims.disputes.settle')}
      incomplete={reason.trim() === '' || (ruled && total !== 100)}
      onCancel={onClose}
      onSubmit={async () => {
        const decided = dispute.verdict === 'ruled' ? 'ruling_disobeyed' : verdict;
        await settle.mutateAsync({
          params: { disputeId: dispute.id },
          body: { verdict: decided, reason, ruling: ruled ? { performance: list, commission: list } : null },
        });
        showDone(t('claims.disputes.settled'));
        onClose();
      }}
    >
      <Field label={t('claims.disputes.verdict')}>
        <Select
          value={dispute.verdict === 'ruled' ? 'ruling_disobeyed' : verdict}
          onChange={setVerdict}
          style={{ width: '100%' }}
          options={offered.map((value) => ({ value, label: t(`claims.disputes.verdict.${value}`) }))}
        />
      </Field>
      {ruled
        ? dispute.parties.map((party) => (
            <Field key={party.id} label={`${party.name} %`}>
              <InputNumber
                min={0}
                max={100}
                precision={0}
                value={shares[party.id] ?? 0}
                onChange={(value) => setShares({ ...shares, [party.id]: value ?? 0 })}
                style={{ width: '100%' }}
              />
            </Field>
          ))
        : null}
      {ruled && total !== 100 ? <div className="muted">{t('claims.disputes.total', { total })}</div> : null}
      <Field label={t('shell.reason')}>
        <Input.TextArea rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
