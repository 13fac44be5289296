/** The routines of one's post, step by step. */
import { z } from 'zod';
import { command, query } from './kernel/route.ts';
import { InstantOut, LocalDateText, PersonRef, Uuid } from './kernel/shapes.ts';
import { organisationRefusals as refusals } from './organisation-refusals.ts';

export const routineRoutes = {
  routines: query({
    path: '/routines',
    may: 'signed-in',
    summary: { zh: '例行工作：每日、每月的步骤', en: 'Routines: the steps of the day and of the month' },
    query: z.object({
      staffId: Uuid.optional().describe('Somebody below you in the line; absent: yourself'),
      day: LocalDateText.optional(),
    }),
    response: z.object({
      person: PersonRef,
      day: z.string(),
      rows: z.array(
        z.object({
          key: z.string(),
          zh: z.string(),
          en: z.string(),
          rhythm: z.enum(['daily', 'monthly']),
          cites: z.array(z.string()),
          steps: z.array(z.object({ zh: z.string(), en: z.string(), doneAt: InstantOut.nullable() })),
          isComplete: z.boolean(),
        }),
      ),
    }),
  }),
  tickRoutine: command({
    method: 'PUT',
    path: '/routines/:routine/steps/:step',
    may: 'signed-in',
    summary: { zh: '勾选例行工作的一步', en: 'Tick a step of a routine off' },
    params: z.object({ routine: z.string().max(40), step: z.coerce.number().int().min(0).max(50) }),
    body: { done: z.boolean().default(true) },
    response: z.object({ doneAt: InstantOut.nullable(), journalId: Uuid }),
    refusals,
  }),
};
