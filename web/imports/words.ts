/** Names of kinds and fields in the reader's language: they live with the rules, so that server and page say the same. */
import type { z } from 'zod';
import type { ImportDetail, ImportRow, ImportSummary } from '#contract/imports.ts';
import { fieldsOf, targetNames } from '#core/imports/fields.ts';
import type { Target } from '#core/imports/types.ts';
import { textOf } from '../shell/i18n.ts';
import type { StateTone } from '../shell/theme.ts';

export type Detail = z.output<typeof ImportDetail>;
export type Summary = z.output<typeof ImportSummary>;
export type Row = z.output<typeof ImportRow>;

export const targetName = (target: Target): string => textOf(targetNames[target]);
export const fieldsFor = (target: Target) =>
  fieldsOf[target].map((field) => ({ name: field.name, label: textOf(field), required: field.required === true }));

export const stateTones: Readonly<Record<Summary['state'], StateTone>> = {
  ready: 'neutral',
  checking: 'active',
  running: 'active',
  stopped: 'bad',
  cancelled: 'waiting',
  done: 'good',
  undoing: 'active',
  undone: 'neutral',
};
export const isAtWork = (state: Summary['state']): boolean =>
  state === 'checking' || state === 'running' || state === 'undoing';
