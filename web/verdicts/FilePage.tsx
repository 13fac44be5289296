/** One dispute on one page: what is on record in order, what both sides say, what the rulebook makes of it, and how it was ruled. */
import { Alert, Card } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '@tanstack/react-router';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { verdicts } from '#contract/verdicts.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatFull, formatInstant, joinNames, lastDayOf } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { DisputeState } from './DisputeState.tsx';
import { OfferCard } from './OfferCard.tsx';
import { ProposalCard } from './ProposalCard.tsx';
import { RulingsCard } from './RulingsCard.tsx';
import { Statements } from './Statements.tsx';
import { Evidence } from './Evidence.tsx';
import './verdicts.css';

const DecideDialog = lazy(async () => ({ default: (await import('./DecideDialog.tsx')).DecideDialog }));
const OfferDialog = lazy(async () => ({ default: (await import('./OfferDialog.tsx')).OfferDialog }));
export type DisputeFile = ResponseOf<typeof verdicts.file>;

export function FilePage() {
  const { t } = useTranslation();
  const { disputeId } = useRouteParams<'disputeId'>();
  const query = useApiQuery(verdicts.file, { params: { disputeId } }, { live: ['disputes'] });
  const file = query.data;
  return (
    <Page
      title={t('verdicts.file.title')}
      subtitle={file ? `${file.dispute.customer.name} · ${joinNames(file.dispute.parties)}` : undefined}
      actions={file ? <Actions file={file} /> : undefined}
      query={query}
    >
      {file ? <Content file={file} /> : null}
    </Page>
  );
}

function Content({ file }: { file: DisputeFile }) {
  const { t } = useTranslation();
  const { dispute } = file;
  const waits = dispute.state === 'talking' || dispute.state === 'mediation';
  return (
    <div className="dispute-page">
      <div>
        <Card size="small" title={t(`verdicts.about.${dispute.about}`)} extra={<DisputeState dispute={dispute} />}>
          <p className="dispute-why">{dispute.reason}</p>
          <span className="muted">
            {t('verdicts.openedBy', { name: dispute.openedBy.name, at: formatInstant(dispute.openedAt) })}
            {waits && dispute.settleBy ? ` · ${t('verdicts.settleBy')} ${lastDayOf(dispute.settleBy)}` : ''}
          </span>{' '}
          {file.masked ? null : <Link to={`/customers/${dispute.customer.id}`}>{t('verdicts.customerFile')}</Link>}
        </Card>
        {file.masked ? <Alert type="info" title={t('verdicts.masked')} /> : null}
        <RulingsCard file={file} />
        <OfferCard file={file} />
        <Evidence file={file} />
      </div>
      <div>
        <ProposalCard
          proposal={file.proposal}
          order={dispute.parties.map(({ id }) => id)}
          frozenAt={file.frozenAt ? formatFull(file.frozenAt) : null}
        />
        <Statements file={file} />
      </div>
    </div>
  );
}

function Actions({ file }: { file: DisputeFile }) {
  const { t } = useTranslation();
  const [deciding, setDeciding] = useState<'rule' | 'disobeyed' | null>(null);
  const [offering, setOffering] = useState(false);
  const mediate = useApiCommand(verdicts.mediate);
  const drop = useApiCommand(verdicts.drop);
  const appeal = useApiCommand(verdicts.appeal);
  const { dispute, whyNot } = file;
  const params = { disputeId: dispute.id };
  const settled = dispute.state === 'settled';
  return (
    <>
      {dispute.state === 'talking' ? (
        <ActionButton
          label={t('verdicts.mediate')}
          disabledReason={whyNot.mediate}
          onClick={() => mediate.mutateAsync({ params })}
        />
      ) : null}
      {whyNot.offer === null ? (
        <ActionButton
          label={t(file.offer ? 'verdicts.offer.other' : 'verdicts.offer')}
          onClick={() => setOffering(true)}
        />
      ) : null}
      {settled || whyNot.drop !== null ? null : (
        <ActionButton
          label={t('verdicts.drop')}
          onClick={async () => {
            const reason = await askReason({
              title: t('verdicts.drop'),
              text: t('verdicts.drop.text'),
              required: true,
            });
            if (!reason) return;
            await drop.mutateAsync({ params, body: { reason } });
            showDone(t('verdicts.drop.done'));
          }}
        />
      )}
      {settled ? (
        <ActionButton
          label={t('verdicts.appeal')}
          disabledReason={whyNot.appeal}
          onClick={async () => {
            const reason = await askReason({
              title: t('verdicts.appeal'),
              text: t('verdicts.appeal.text'),
              required: true,
            });
            if (!reason) return;
            await appeal.mutateAsync({ params, body: { reason } });
            showDone(t('verdicts.appeal.done'));
          }}
        />
      ) : null}
      {settled && whyNot.disobeyed === null ? (
        <ActionButton danger label={t('verdicts.disobeyed')} onClick={() => setDeciding('disobeyed')} />
      ) : null}
      {settled ? null : (
        <ActionButton
          type="primary"
          label={t('verdicts.decide')}
          disabledReason={whyNot.settle}
          onClick={() => setDeciding('rule')}
        />
      )}
      <ActionButton label={t('verdicts.print')} onClick={() => window.print()} />
      {offering ? (
        <Suspense fallback={null}>
          <OfferDialog file={file} onClose={() => setOffering(false)} />
        </Suspense>
      ) : null}
      {deciding ? (
        <Suspense fallback={null}>
          <DecideDialog file={file} disobeyed={deciding === 'disobeyed'} onClose={() => setDeciding(null)} />
        </Suspense>
      ) : null}
    </>
  );
}
