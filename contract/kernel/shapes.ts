/** Shapes that many contract files use. */
import { z } from 'zod';

export const Uuid = z.uuid();
/** An ISO instant, any offset, normalised to UTC with milliseconds. Its year leaves room to count on from it in any calendar. */
export const InstantText = z.iso
  .datetime({ offset: true })
  .transform((text) => Temporal.Instant.from(text).toString({ smallestUnit: 'millisecond' }))
  .refine((text) => text >= '1900' && text < '2200', '年份应在 1900 到 2199 之间 / the year must be 1900 to 2199');
/** An instant as the server writes it. */
export const InstantOut = z.string().describe('ISO 8601 instant in UTC');
export const LocalDateText = z.iso.date().describe('Calendar date in the site time zone, YYYY-MM-DD');
export const TimeText = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间应为 HH:MM / time must be HH:MM');

export const PAGE_ROWS_MAX = 200; // protects the database, so not for the house to change

/** Keyset paging: pass the cursor of the last answer to continue. */
export const pageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_ROWS_MAX).default(50),
};
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), nextCursor: z.string().nullable().describe('null on the last page') });

/** The reason a button is disabled: the refusal the command would give now, or null. */
export const WhyNot = z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable();

/** Names somebody on a screen: enough to show, never contact data. */
export const PersonRef = z.object({ id: Uuid, name: z.string() });

/** What people type: one line, or a few. */
export const line = z.string().trim().max(200);
export const paragraph = z.string().trim().max(4000);

/** Behind the question mark when a file is sent: its name, and the id that makes sending it twice safe. */
export const FileQuery = z.object({ name: z.string().min(1).max(200), commandId: Uuid });
