/** Which writer takes which kind of sheet. A kind without one cannot be started. */
import type { Target } from '#core/imports/index.ts';
import type { Writer } from './writer.ts';

export const writers: Readonly<Partial<Record<Target, Writer>>> = {};
