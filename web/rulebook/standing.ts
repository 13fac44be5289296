import type { Version } from './shapes.ts';

export const standingTone = {
  past: 'neutral',
  current: 'good',
  coming: 'waiting',
  withdrawn: 'bad',
} as const satisfies Record<Version['standing'], string>;
