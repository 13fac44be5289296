/** What the colours mean, how many of each there are, and a press to see only those. */
import { useTranslation } from 'react-i18next';
import { type BoardCell, unitStates } from './words.ts';

interface LegendProps {
  readonly cells: readonly BoardCell[];
  readonly state: string;
  readonly onState: (state: string) => void;
}

export function Legend({ cells, state, onState }: LegendProps) {
  const { t } = useTranslation();
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell.state, (counts.get(cell.state) ?? 0) + 1);
  return (
    <ul className="board-legend">
      {unitStates.map((one) => (
        <li key={one}>
          <button
            type="button"
            aria-pressed={state === one}
            className={state === one ? 'is-on' : ''}
            onClick={() => onState(state === one ? '' : one)}
          >
            <span className={`board-swatch is-${one}`} />
            {t(`inventory.state.${one}`)} <b>{counts.get(one) ?? 0}</b>
          </button>
        </li>
      ))}
      <li className="muted">{t('inventory.total', { count: cells.length })}</li>
    </ul>
  );
}
