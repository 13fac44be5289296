/** Small things both pages of the simulation show. */
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { SimulationRow } from '#contract/simulation.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';

type Row = Pick<z.output<typeof SimulationRow>, 'state' | 'done' | 'total' | 'cancelRequested'>;
const tones = { waiting: 'waiting', running: 'active', done: 'good', cancelled: 'neutral', failed: 'bad' } as const;

export const percentOf = ({ state, done, total }: Row): number =>
  state === 'done' ? 100 : total === 0 ? 0 : Math.floor((done / total) * 100);

export function StateOf({ row }: { row: Row }) {
  const { t } = useTranslation();
  const running = row.state === 'running' ? ` ${percentOf(row)}%` : '';
  return (
    <StateTag tone={tones[row.state]}>
      {t(`simulation.state.${row.cancelRequested && running ? 'cancelling' : row.state}`)}
      {running}
    </StateTag>
  );
}
