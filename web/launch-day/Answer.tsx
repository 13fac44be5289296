/** What became of a press: won, or gone and what is still free like it. */
import { useTranslation } from 'react-i18next';
import type { DayUnit, LaunchDay, RoomGone } from '#contract/inventory-buyers.ts';
import type { z } from 'zod';
import type { ApiError } from '../shell/api.ts';
import type { Won } from './use-day.ts';
import { errorText, priceText, timeText } from './words.ts';

export type Said = { readonly kind: 'got'; readonly won: Won } | { readonly kind: 'no'; readonly error: ApiError };

interface AnswerProps {
  readonly said: Said;
  readonly day: LaunchDay;
  readonly units: readonly DayUnit[];
  readonly disabled: boolean;
  readonly onClose: () => void;
  readonly onPress: (unitId: string) => void;
}

export function Answer({ said, day, units, disabled, onClose, onPress }: AnswerProps) {
  const { t } = useTranslation();
  if (said.kind === 'got')
    return (
      <div className="press-answer is-got" role="status">
        <b>{t('launchDay.got', { unit: said.won.code })}</b>
        <span>{t('launchDay.got.until', { at: timeText(said.won.until, day.timeZone) })}</span>
        <span>{t('launchDay.got.next', { name: said.won.consultant })}</span>
      </div>
    );
  const suggested = (said.error.detail as Partial<z.output<typeof RoomGone>>).free ?? [];
  const free = suggested.filter(({ id }) => units.find((unit) => unit.id === id)?.free !== false);
  return (
    <div className="press-answer is-no" role="alert">
      <b>{errorText(said.error)}</b>
      {free.length > 0 ? <span>{t('launchDay.instead')}</span> : null}
      {free.map((one) => (
        <button key={one.id} type="button" className="press-button" disabled={disabled} onClick={() => onPress(one.id)}>
          {one.code} {one.layout} {priceText(one.price)}
        </button>
      ))}
      <button type="button" onClick={onClose}>
        {t('launchDay.close')}
      </button>
    </div>
  );
}
