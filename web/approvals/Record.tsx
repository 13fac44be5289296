/** Who said what and when, over all rounds. */
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatFull } from '../shell/format.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { type Approval, endedBecause } from './words.ts';

const tones = { agreed: 'good', returned: 'waiting', rejected: 'bad' } as const;

export function Record({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const ended = approval.state === 'withdrawn' || approval.state === 'expired';
  return (
    <Card size="small" className="approval-past" title={t('approvals.record')}>
      <ul className="approval-record">
        <li>
          <span>
            <b>{approval.applicant?.name ?? t('approvals.system')}</b> {t('approvals.didSend')}
          </span>
          <time className="muted">{formatFull(approval.requestedAt)}</time>
        </li>
        {approval.signatures.map((one) => (
          <li key={one.id}>
            <span>
              <b>{one.signer.name}</b>{' '}
              <StateTag tone={tones[one.verdict]}>{t(`approvals.verdict.${one.verdict}`)}</StateTag>{' '}
              <span className="muted">
                {one.for
                  ? t('approvals.asDelegate', { name: one.for.name })
                  : one.as === 'holder'
                    ? ''
                    : t(`approvals.as.${one.as}`)}
                {approval.round > 1 ? ` ${t('approvals.round', { n: one.round })}` : ''}
              </span>
            </span>
            <time className="muted">
              {formatFull(one.at)} <WhyButton kind="icon" journalId={one.journalId} />
            </time>
            {one.comment ? <div className="approval-words">{one.comment}</div> : null}
          </li>
        ))}
        {ended ? (
          <li>
            <span>
              <b>{approval.endedBy?.name ?? t('approvals.system')}</b> {t(`approvals.state.${approval.state}`)}
            </span>
            <time className="muted">{formatFull(approval.endedAt)}</time>
            {approval.endedReason ? <div className="approval-words">{endedBecause(approval)}</div> : null}
          </li>
        ) : null}
      </ul>
    </Card>
  );
}
