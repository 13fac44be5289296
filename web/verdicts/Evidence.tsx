/** Everything on record that bears on whose the customer is, oldest first, each side in its colour. */
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatInstant, joinNames } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { EmptyState } from '../shell/parts/states.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import type { DisputeFile } from './FilePage.tsx';

type Entry = DisputeFile['timeline'][number];
/** What the detail of an entry is called, by the tables of those who wrote it. */
const detailKeys: Readonly<Partial<Record<Entry['kind'], string>>> = {
  visit: 'desk.row.',
  contact: 'claims.channel.',
  claim_ended: 'claims.ended.',
  deal: 'claims.wish.',
};

export function Evidence({ file }: { file: DisputeFile }) {
  const { t } = useTranslation();
  const { parties } = file.dispute;
  const sideOf = (entry: Entry): string => {
    const side = parties.findIndex(({ id }) => id === entry.who?.id);
    return side < 0 ? '' : `side-${side % 2}`;
  };
  const detail = (entry: Entry): string => {
    const prefix = detailKeys[entry.kind];
    return prefix && entry.detail ? t(`${prefix}${entry.detail}`) : '';
  };
  return (
    <Card size="small" title={t('verdicts.evidence')}>
      <div className="dispute-sides">
        {parties.map((party, index) => (
          <span key={party.id} className={`side-${index % 2}`}>
            {party.name}
          </span>
        ))}
        <span>{t('verdicts.others')}</span>
      </div>
      {file.timeline.length === 0 ? <EmptyState title={t('verdicts.evidence.none')} /> : null}
      <ol className="dispute-time">
        {file.timeline.map((entry) => (
          <li key={`${entry.kind} ${entry.id}`} className={sideOf(entry)}>
            <time dateTime={entry.at}>{formatInstant(entry.at)}</time>
            <span>
              <b>{entry.who?.name ?? ''}</b> {entry.title ? textOf(entry.title) : t(`verdicts.entry.${entry.kind}`)}
              {detail(entry) ? ` · ${detail(entry)}` : ''}
              {entry.also.length > 0 ? ` · ${joinNames(entry.also)}` : ''}
              {entry.relation === 'own' ? null : (
                <span className="muted"> · {t(`verdicts.relation.${entry.relation}`)}</span>
              )}
              <WhyButton kind="icon" journalId={entry.journalId} />
            </span>
            {entry.text ? <span className="words">{entry.text}</span> : null}
            {entry.hidden ? <span className="words muted">{t('verdicts.hidden')}</span> : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}
