/** The claim on a customer's page: whose, until when, what comes next, why; and everything one may do about it. */
import { Alert, Card, Collapse, Descriptions, Space, Timeline } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimRow, claims } from '#contract/claims.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askConfirm, askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant, lastDayOf } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { DealDialog } from './DealDialog.tsx';
import { PassOnDialog } from './PassOnDialog.tsx';
import { QuickFollowUp } from './QuickFollowUp.tsx';
import { Shares } from './Shares.tsx';
import { stateTones } from './words.ts';

const DisputeDialog = lazy(async () => ({ default: (await import('../verdicts/DisputeDialog.tsx')).DisputeDialog }));
type File = ResponseOf<typeof claims.ofCustomer>;
type Dialog = 'followUp' | 'passOn' | 'deal' | 'dispute' | null;

export function ClaimPanel({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const query = useApiQuery(claims.ofCustomer, { params: { customerId } }, { live: ['claims', 'pool'] });
  const [dialog, setDialog] = useState<Dialog>(null);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  const file = query.data;
  const { customer } = file;
  const close = () => setDialog(null);
  return (
    <Card title={t('claims.panel.title')} extra={<WhyButton journalId={file.verdict?.journalId ?? null} />}>
      <Space orientation="vertical" size={12} style={{ width: '100%' }}>
        <Standing file={file} />
        <Actions file={file} open={setDialog} />
        {file.verdict ? <Shares verdict={file.verdict} /> : null}
        {file.history.length > 0 ? (
          <Collapse
            size="small"
            ghost
            items={[
              {
                key: 'history',
                label: t('claims.panel.history', { count: file.history.length }),
                children: <History rows={file.history} />,
              },
            ]}
          />
        ) : null}
      </Space>
      {dialog === 'followUp' ? <QuickFollowUp customer={customer} onClose={close} /> : null}
      {dialog === 'passOn' && file.current ? <PassOnDialog claim={file.current} onClose={close} /> : null}
      {dialog === 'deal' && file.current ? (
        <DealDialog claim={file.current} history={file.history} onClose={close} />
      ) : null}
      {dialog === 'dispute' ? (
        <Suspense fallback={null}>
          <DisputeDialog
            customerId={customer.id}
            owners={[...(file.current ? [file.current] : []), ...file.history].map(({ owner }) => owner)}
            hasDeal={file.verdict !== null}
            onClose={close}
          />
        </Suspense>
      ) : null}
    </Card>
  );
}

function Standing({ file }: { file: File }) {
  const { t } = useTranslation();
  const { current, pooled, contactChange } = file;
  if (!current)
    return (
      <Alert
        type="info"
        title={
          pooled
            ? t('claims.panel.pooled', { at: formatInstant(pooled.since), name: pooled.formerOwner.name })
            : t('claims.panel.nobody')
        }
        description={file.firstReceiver ? t('claims.panel.first', { name: file.firstReceiver.name }) : undefined}
      />
    );
  const next = file.deadlines.find((deadline) => deadline.kind !== 'lapse');
  return (
    <>
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2 }}
        items={[
          { key: 'owner', label: t('claims.owner'), children: current.owner.name },
          {
            key: 'state',
            label: t('claims.state'),
            children: <StateTag tone={stateTones[current.state]}>{t(`claims.state.${current.state}`)}</StateTag>,
          },
          {
            key: 'until',
            label: t('claims.lastDay'),
            children: current.protectedUntil ? lastDayOf(current.protectedUntil) : t('claims.noLimit'),
          },
          {
            key: 'stage',
            label: t('claims.stage'),
            children: current.stage ? t(`claims.stage.${current.stage}`) : '—',
          },
          { key: 'contact', label: t('claims.lastContact'), children: formatInstant(current.lastContactAt) || '—' },
          { key: 'count', label: t('claims.count'), children: current.followUps },
          { key: 'planned', label: t('claims.planned'), children: current.plannedOn ?? '—' },
          {
            key: 'next',
            label: t('claims.next'),
            children: next ? `${t(`claims.deadline.${next.kind}`)} ${formatInstant(next.at)}` : '—',
          },
        ]}
      />
      {current.helpsClaimId ? <Alert type="warning" title={t('claims.panel.helps')} /> : null}
      {contactChange && !contactChange.toldAt ? <Untold change={contactChange} /> : null}
    </>
  );
}

function Untold({ change }: { change: NonNullable<File['contactChange']> }) {
  const { t } = useTranslation();
  const told = useApiCommand(claims.told);
  return (
    <Alert
      type="warning"
      title={t('claims.panel.untold', { former: change.former.name, by: formatInstant(change.tellBy) })}
      action={
        <ActionButton
          size="small"
          label={t('claims.panel.told')}
          onClick={() => told.mutateAsync({ params: { changeId: change.id }, body: {} })}
        />
      }
    />
  );
}

function Actions({ file, open }: { file: File; open: (dialog: Dialog) => void }) {
  const { t } = useTranslation();
  const { current, customer, whyNot } = file;
  const register = useApiCommand(claims.register);
  const sign = useApiCommand(claims.sign);
  const handIn = useApiCommand(claims.open);
  const withdraw = useApiCommand(claims.withdraw);
  const take = useApiCommand(claims.takeFromPool);
  const refund = useApiCommand(claims.refund);
  const params = { claimId: current?.id ?? '' };
  const signable = current?.state === 'awaiting_signature' || current?.stage === 'signing';
  return (
    <Space wrap>
      <ActionButton type="primary" label={t('claims.followUp')} onClick={() => open('followUp')} />
      {file.pooled ? (
        <ActionButton
          label={t('claims.pool.take')}
          disabledReason={whyNot.take}
          onClick={() => take.mutateAsync({ params: { customerId: customer.id } })}
        />
      ) : null}
      {current?.state === 'draft' ? (
        <ActionButton label={t('claims.handIn')} onClick={() => handIn.mutateAsync({ params })} />
      ) : null}
      {signable ? (
        <ActionButton
          label={t('claims.sign')}
          disabledReason={whyNot.sign}
          onClick={async () => {
            const { claim } = await sign.mutateAsync({ params, body: {} });
            showDone(t(claim.state === 'void' ? 'claims.signedVoid' : 'claims.signed'));
          }}
        />
      ) : null}
      {current ? (
        <>
          <ActionButton label={t('claims.passOn')} disabledReason={whyNot.passOn} onClick={() => open('passOn')} />
          {current.state === 'closed' ? (
            <ActionButton
              label={t('claims.refund')}
              onClick={async () => {
                const reason = await askReason({ title: t('claims.refund.title') });
                if (reason) await refund.mutateAsync({ params, body: { reason } });
              }}
            />
          ) : (
            <ActionButton label={t('claims.deal')} disabledReason={whyNot.close} onClick={() => open('deal')} />
          )}
          <ActionButton
            danger
            label={t('claims.withdraw')}
            disabledReason={whyNot.withdraw}
            onClick={async () => {
              const reason = await askReason({
                title: t('claims.withdraw.title'),
                text: t('claims.withdraw.text'),
                danger: true,
              });
              if (reason) await withdraw.mutateAsync({ params, body: { reason } });
            }}
          />
        </>
      ) : (
        <ActionButton
          label={t('claims.open')}
          disabledReason={whyNot.register}
          onClick={async () => {
            if (await askConfirm({ title: t('claims.open.title', { name: customer.name }) }))
              await register.mutateAsync({ params: { customerId: customer.id }, body: {} });
          }}
        />
      )}
      {file.history.length > 0 || current ? (
        <ActionButton type="text" label={t('claims.dispute')} onClick={() => open('dispute')} />
      ) : null}
    </Space>
  );
}

function History({ rows }: { rows: readonly ClaimRow[] }) {
  const { t } = useTranslation();
  return (
    <Timeline
      items={rows.map((row) => ({
        key: row.id,
        content: (
          <>
            {row.owner.name} · {formatInstant(row.registeredAt)} – {formatInstant(row.endedAt)}{' '}
            <span className="muted">
              {row.endedReason ? t(`claims.ended.${row.endedReason}`) : t(`claims.state.${row.state}`)}
            </span>
          </>
        ),
      }))}
    />
  );
}
