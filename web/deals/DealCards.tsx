/** What belongs to a deal: papers and disclosures, the contract's steps, copies and their holders, changes, shares. */
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import { copyHolders } from '#contract/deals-shapes.ts';
import { wordsOf } from '../shell/i18n.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatDay, formatInstant, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { Section } from './Section.tsx';
import type { DealOut } from './words.ts';

interface Props {
  readonly deal: DealOut;
}

export function Papers({ deal }: Props) {
  const { t } = useTranslation();
  const receive = useApiCommand(deals.receivePaper);
  const told = deal.disclosures.filter((one) => one.needed || one.done);
  const papers = deal.papers.filter((one) => one.stages.length > 0 || one.receivedAt !== null);
  if (told.length === 0 && papers.length === 0) return null;
  return (
    <Section title={t('deals.checklist')}>
      {told.length > 0 ? (
        <ul className="deal-ticks">
          {told.map((one) => (
            <li key={one.key} className={one.done ? 'is-done' : undefined}>
              {t(`deals.disclosure.${one.key}`)}
            </li>
          ))}
        </ul>
      ) : null}
      {papers.length > 0 ? (
        <table className="deal-table">
          <tbody>
            {papers.map((one) => (
              <tr key={one.paper}>
                <td>{t(`deals.paper.${one.paper}`)}</td>
                <td className="muted">
                  {one.stages.map((stage) => t(`deals.paperStage.${stage}`)).join(t('shell.comma'))}
                </td>
                <td className="is-right">
                  {one.receivedAt ? (
                    <span className="muted">
                      {formatInstant(one.receivedAt)} · {t('deals.copiesCount', { copies: one.copies })}
                    </span>
                  ) : (
                    <ActionButton
                      size="small"
                      label={t('deals.receive')}
                      disabledReason={deal.whyNot.receivePaper}
                      onClick={async () => {
                        await receive.mutateAsync({ params: { dealId: deal.id }, body: { paper: one.paper } });
                        showDone(t('deals.received'));
                      }}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {deal.file.dueAt && !deal.file.filedAt ? (
        <p className="deal-fault">
          {t('deals.fileDue', {
            at: formatInstant(deal.file.dueAt),
            papers: deal.file.missing.map((paper) => t(`deals.paper.${paper}`)).join(t('shell.comma')),
          })}
        </p>
      ) : null}
    </Section>
  );
}

export function ContractCard({ deal }: Props) {
  const { t } = useTranslation();
  const { contract } = deal;
  if (!contract.needed || deal.state === 'draft' || deal.state === 'subscribing') return null;
  const steps: readonly (readonly [string, string | null, string | undefined])[] = [
    ...(contract.steps ? ([['reviewed', contract.reviewed?.at ?? null, contract.reviewed?.by?.name]] as const) : []),
    ['filled', contract.filled?.at ?? null, contract.filled?.by?.name],
    ...(contract.isSpecial ? ([['special', contract.specialApprovedAt, undefined]] as const) : []),
    ...(contract.steps ? ([['checked', contract.checked?.at ?? null, contract.checked?.by?.name]] as const) : []),
    ['submitted', contract.submittedAt, undefined],
    ['approved', contract.approvedAt, undefined],
    ['signed', deal.signedAt, undefined],
  ];
  return (
    <Section title={t('deals.contract')}>
      <ul className="deal-ticks">
        {steps.map(([key, at, who]) => (
          <li key={key} className={at ? 'is-done' : undefined}>
            {t(`deals.contract.${key}`)}
            <span className="muted">{at ? [who, formatInstant(at)].filter(Boolean).join(' ') : ''}</span>
          </li>
        ))}
      </ul>
      {contract.isSpecial ? (
        <p>
          {t('deals.special', {
            reasons: contract.specialReasons.map((one) => t(`deals.specialReason.${one}`)).join(t('shell.comma')),
          })}
        </p>
      ) : null}
      {contract.corrections.length > 0 ? (
        <p>
          {t('deals.corrections', { count: contract.corrections.length, limit: contract.correctionsMax })}
          {contract.corrections.map((one) => ` ${one.seq}. ${one.place}${one.fineYuan ? ` ¥${one.fineYuan}` : ''}`)}
        </p>
      ) : null}
      {contract.supplements.map((one) => (
        <p key={one.id}>
          <b>{one.number}</b> {one.title} <span className="muted">{one.signedOn}</span>
        </p>
      ))}
    </Section>
  );
}

export function Copies({ deal }: Props) {
  const { t } = useTranslation();
  const move = useApiCommand(deals.moveCopy);
  if (deal.copies.length === 0) return null;
  const targets = [...copyHolders, 'returned', 'filed'] as const;
  return (
    <Section title={t('deals.copies')}>
      <table className="deal-table">
        <tbody>
          {deal.copies.map((copy) => (
            <tr key={copy.id}>
              <td>{t('deals.copy', { document: t(`deals.copyOf.${copy.document}`), seq: copy.seq })}</td>
              <td>
                {deal.whyNot.moveCopy === null && copy.state !== 'filed' && copy.state !== 'rewrite' ? (
                  <Select
                    size="small"
                    variant="borderless"
                    value={copy.state === 'out' ? copy.holder : copy.state}
                    aria-label={t('deals.copyHolder')}
                    popupMatchSelectWidth={false}
                    onChange={async (to: (typeof targets)[number]) => {
                      await move.mutateAsync({ params: { dealId: deal.id, copyId: copy.id }, body: { to } });
                      showDone(t('deals.copyMoved'));
                    }}
                    options={targets.map((value) => ({ value, label: t(`deals.holder.${value}`) }))}
                  />
                ) : (
                  t(`deals.holder.${copy.state === 'out' ? copy.holder : copy.state}`)
                )}
              </td>
              <td className="muted is-right">{formatDay(copy.movedAt).slice(5)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** Before and after in words: the fields of a change that people read. */
function sideOf(side: Readonly<Record<string, unknown>>): string {
  const { unitCode, unit, buyers, priceFen, orderDate } = side as Record<string, string | number | undefined>;
  return [unitCode ?? unit, buyers, typeof priceFen === 'number' ? `¥${formatYuan(priceFen)}` : null, orderDate]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
}

export function Changes({ deal }: Props) {
  const { t } = useTranslation();
  if (deal.changes.length === 0) return null;
  return (
    <Section title={t('deals.changes')}>
      <ul className="deal-rows">
        {deal.changes.map((change) => (
          <li key={change.id}>
            <b>{t(`deals.change.${change.kind}`)}</b>
            <span>
              {sideOf(change.before)} → {sideOf(change.after)}
            </span>
            {change.feeFen > 0 ? <span>{t('deals.fee', { fee: formatYuan(change.feeFen) })}</span> : null}
            <span className="muted">
              {t(`deals.changeState.${change.state}`)} · {change.askedBy?.name} {formatInstant(change.askedAt)}
              {change.reason ? ` · ${wordsOf(change.reason)}` : ''}
            </span>
            {change.journalId ? <WhyButton kind="icon" journalId={change.journalId} /> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Shares({ deal }: Props) {
  const { t } = useTranslation();
  const { shares } = deal;
  if (!shares) return null;
  return (
    <Section title={t('deals.shares')} extra={<span className="muted">{t(`claims.case.${shares.caseName}`)}</span>}>
      {(['performance', 'commission'] as const).map((kind) => (
        <p key={kind}>
          <span className="muted">{t(`claims.verdict.${kind}`)}</span>{' '}
          {shares[kind]
            .map((share) => `${share.party === 'department' ? t('claims.department') : share.name} ${share.percent}%`)
            .join(t('shell.comma'))}
        </p>
      ))}
      {deal.countedAt ? <p className="muted">{t('deals.countedAt', { at: formatInstant(deal.countedAt) })}</p> : null}
    </Section>
  );
}
