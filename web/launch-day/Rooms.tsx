/** The rooms of the launch: the starred ones first, then what is free, with one large button each. */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayUnit, LaunchDay } from '#contract/inventory-buyers.ts';
import { useFavourites } from '../inventory/favourites.ts';
import { areaText, priceText } from './words.ts';

interface RoomsProps {
  readonly day: LaunchDay;
  readonly token: string;
  readonly units: readonly DayUnit[];
  readonly disabled: boolean;
  readonly pressing: string | null;
  readonly onPress: (unitId: string) => void;
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].filter(Boolean);

export function Rooms({ day, token, units, disabled, pressing, onPress }: RoomsProps) {
  const { t } = useTranslation();
  const favourites = useFavourites(token.slice(0, 8)); // enough to tell links apart, too little to press with
  const [building, setBuilding] = useState('');
  const [layout, setLayout] = useState('');
  const [withGone, setWithGone] = useState(false);
  const buildings = useMemo(() => distinct(units.map((unit) => unit.building)), [units]);
  const layouts = useMemo(() => distinct(units.map((unit) => unit.layout)).sort(), [units]);
  const starred = favourites.ids.flatMap((id) => units.find((unit) => unit.id === id) ?? []);
  const listed = units.filter(
    (unit) =>
      (withGone || unit.free) &&
      (building === '' || unit.building === building) &&
      (layout === '' || unit.layout === layout),
  );
  const row = (unit: DayUnit) => (
    <Room
      key={unit.id}
      unit={unit}
      isMine={day.chosen.some(({ unitId }) => unitId === unit.id)}
      isStarred={favourites.ids.includes(unit.id)}
      disabled={disabled}
      busy={pressing === unit.id}
      onStar={() => favourites.toggle(unit.id)}
      onPress={() => onPress(unit.id)}
    />
  );
  return (
    <>
      <h2>{t('launchDay.favourites')}</h2>
      {starred.length === 0 ? <p className="day-note">{t('launchDay.star')}</p> : starred.map(row)}
      <h2>{t(withGone ? 'launchDay.everything' : 'launchDay.free', { count: listed.length })}</h2>
      <div className="press-filters">
        <Choice label={t('launchDay.building')} value={building} values={buildings} onChange={setBuilding} />
        <Choice label={t('launchDay.layout')} value={layout} values={layouts} onChange={setLayout} />
      </div>
      <label className="day-check">
        <input type="checkbox" checked={withGone} onChange={(event) => setWithGone(event.target.checked)} />
        {t('launchDay.showGone')}
      </label>
      {listed.length === 0 ? <p className="day-note">{t('launchDay.none')}</p> : listed.map(row)}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly onChange: (value: string) => void;
}
function Choice({ label, value, values, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <label className="day-choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('launchDay.any')}</option>
        {values.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}

interface RoomProps {
  readonly unit: DayUnit;
  readonly isMine: boolean;
  readonly isStarred: boolean;
  readonly disabled: boolean;
  readonly busy: boolean;
  readonly onStar: () => void;
  readonly onPress: () => void;
}
function Room({ unit, isMine, isStarred, disabled, busy, onStar, onPress }: RoomProps) {
  const { t } = useTranslation();
  const floor = unit.floor === null ? '' : t('launchDay.floor', { floor: unit.floor });
  const what = [unit.layout, areaText(unit.area), floor].filter(Boolean).join(' · ');
  const standing = t(isMine ? 'launchDay.mine' : unit.free ? 'launchDay.choose' : 'launchDay.gone');
  return (
    <div className={unit.free || isMine ? 'press-row' : 'press-row is-gone'}>
      <button
        type="button"
        className="press-star"
        aria-pressed={isStarred}
        aria-label={t('launchDay.favourite', { unit: unit.code })}
        onClick={onStar}
      >
        {isStarred ? '★' : '☆'}
      </button>
      <span className="press-what">
        <b>
          {unit.code} <em>{priceText(unit.price)}</em>
        </b>
        <small>{what}</small>
      </span>
      <button
        type="button"
        className="press-button"
        disabled={disabled || isMine || !unit.free}
        aria-busy={busy}
        aria-label={`${standing} ${unit.code}`}
        onClick={onPress}
      >
        {standing}
      </button>
    </div>
  );
}
