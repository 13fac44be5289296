/** How it was ruled, level by level, with the reason given and the appeal against it. */
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatInstant, lastDayOf } from '../shell/format.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import type { DisputeFile } from './FilePage.tsx';
import { ShareBars } from './ShareBars.tsx';

export function RulingsCard({ file }: { file: DisputeFile }) {
  const { t } = useTranslation();
  if (file.rulings.length === 0) return null;
  return (
    <Card size="small" title={t('verdicts.rulings')}>
      {file.rulings.map((ruling) => (
        <div key={ruling.seq} className="dispute-ruling">
          <div>
            <b>{t(`verdicts.verdict.${ruling.verdict}`)}</b>{' '}
            {ruling.followsProposal === false ? <StateTag tone="waiting">{t('verdicts.overrule')}</StateTag> : null}
            {ruling.followsProposal === true ? <StateTag tone="good">{t('verdicts.follows')}</StateTag> : null}
            <WhyButton journalId={ruling.journalId} />
          </div>
          <div className="muted">
            {t('verdicts.level', { level: ruling.level })} · {ruling.judge?.name ?? t('verdicts.byClock')} ·{' '}
            {formatInstant(ruling.at)}
            {ruling.appealUntil && !ruling.appeal
              ? ` · ${t('verdicts.appealUntil', { day: lastDayOf(ruling.appealUntil) })}`
              : ''}
          </div>
          {ruling.ruling ? <ShareBars shares={ruling.ruling} order={file.dispute.parties.map(({ id }) => id)} /> : null}
          {ruling.owner ? <div>{t('verdicts.ownerIs', { name: ruling.owner.name })}</div> : null}
          {ruling.reason ? <div className="dispute-why">{ruling.reason}</div> : null}
          {ruling.appeal ? (
            <div>
              {t('verdicts.appealedBy', { name: ruling.appeal.by.name, at: formatInstant(ruling.appeal.at) })}：
              {ruling.appeal.reason}
            </div>
          ) : null}
        </div>
      ))}
    </Card>
  );
}
