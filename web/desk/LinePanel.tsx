/** The order of the day: who is up, who is on deck, who would be passed over, why, and what that would cost them. */
import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatMinutes } from '../shell/format.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { type Floor, isTeam, type Person, type Place } from './floor.ts';
import { minutesSince } from './use-now.ts';

interface LinePanelProps {
  readonly floor: Floor;
  readonly now: number;
  readonly onPerson?: (person: Person) => void;
  /** Opens what moved this place today. */
  readonly onWhy: (place: Place) => void;
  readonly actions?: React.ReactNode;
}

export function LinePanel({ floor, now, onPerson, onWhy, actions }: LinePanelProps) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-label={t('desk.line')}>
      <div className="panel-head">
        {t('desk.line')}
        <span className="end">{actions}</span>
      </div>
      {floor.line.length === 0 ? <div className="panel-empty">{t('desk.line.empty')}</div> : null}
      {floor.line.map((place) => (
        <LinePlace key={`${place.unitId} ${place.makeUpId ?? ''}`} {...{ place, now, onPerson, onWhy }} />
      ))}
    </section>
  );
}

/** "With a customer · no. 12", "At a meal · 20 min". */
function useActivity(): (person: Person | undefined, now: number) => string {
  const { t } = useTranslation();
  return (person, now) => {
    if (!person) return '';
    const [number] = person.withVisits;
    if (person.called) return t('desk.presence.called');
    if (number !== undefined) return `${t('desk.presence.serving')} · ${t('desk.number', { number })}`;
    if (person.withheld) return t('desk.presence.withheld');
    if (person.status === 'on_floor') return '';
    const since = person.since ? ` · ${formatMinutes(minutesSince(person.since, now))}` : '';
    return `${t(`desk.presence.${person.status}`)}${since}${person.note ? ` · ${person.note}` : ''}`;
  };
}

type LinePlaceProps = { place: Place } & Pick<LinePanelProps, 'now' | 'onPerson' | 'onWhy'>;

function LinePlace({ place, now, onPerson, onWhy }: LinePlaceProps) {
  const { t } = useTranslation();
  const activityOf = useActivity();
  const person = place.members.find(({ id }) => id === place.next?.id) ?? place.members[0];
  const standing = place.standing === 'up' ? 'is-up' : place.standing === 'on_deck' ? 'is-deck' : '';
  const costs = place.because && place.effect ? t(`desk.effect.${place.effect}`) : '';
  return (
    <div className={`line-place ${standing} ${place.because ? 'is-out' : ''}`}>
      <span className="line-number">{place.position}</span>
      <div>
        <div>
          <span className="line-name">{place.unitName}</span>{' '}
          {place.makeUpId ? <StateTag>{t('desk.service.make_up')}</StateTag> : null}
          {isTeam(place) && place.next ? (
            <span className="muted"> {t('desk.line.next', { name: place.next.name })}</span>
          ) : null}
        </div>
        <div className="line-note">{[activityOf(person, now), costs].filter(Boolean).join(' · ')}</div>
      </div>
      <span className="end">
        {place.standing === 'up' ? <StateTag tone="good">{t('desk.line.up')}</StateTag> : null}
        {place.standing === 'on_deck' ? <StateTag tone="active">{t('desk.line.onDeck')}</StateTag> : null}
        <span className="line-count" title={t('desk.line.count')}>
          {t('desk.times', { count: place.count })}
        </span>
        <Button
          size="small"
          type="text"
          icon={<QuestionCircleOutlined />}
          aria-label={t('desk.line.why', { name: place.unitName })}
          onClick={() => onWhy(place)}
        />
        {person && onPerson ? (
          <Button
            size="small"
            type="text"
            aria-label={t('desk.presence.of', { name: person.name })}
            onClick={() => onPerson(person)}
          >
            ⋯
          </Button>
        ) : null}
      </span>
    </div>
  );
}

/** People of today who stand in no line, and what they are doing. */
export function OthersPanel({ floor, now, onPerson }: Pick<LinePanelProps, 'floor' | 'now' | 'onPerson'>) {
  const { t } = useTranslation();
  const activityOf = useActivity();
  if (floor.others.length === 0) return null;
  return (
    <section className="panel" aria-label={t('desk.others')}>
      <div className="panel-head">{t('desk.others')}</div>
      {floor.others.map((person) => (
        <div key={person.id} className="line-place">
          <div>
            <span className="line-name">{person.name}</span>
            <div className="line-note">{activityOf(person, now) || t(`desk.presence.${person.status}`)}</div>
          </div>
          {onPerson ? (
            <span className="end">
              <Button
                size="small"
                type="text"
                aria-label={t('desk.presence.of', { name: person.name })}
                onClick={() => onPerson(person)}
              >
                ⋯
              </Button>
            </span>
          ) : null}
        </div>
      ))}
    </section>
  );
}
