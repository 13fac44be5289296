/**
 * What every world is asked at its end: do the facts and the input of its decisions have the shape their kind says? Whoever takes a
 * past decision to try it with one fact altered fills a form made from that shape.
 */
import { shapes } from '#contract/decisions/index.ts';
import { isKind } from '#core/kinds.ts';
import type { Database, Tx } from '#server/platform/database.ts';

const OF_EACH_KIND = 30;

interface Row {
  readonly kind: string;
  readonly facts: unknown;
  readonly input: unknown;
}

const newestOfEachKind = (tx: Tx): Promise<Row[]> =>
  tx.rows<Row>({
    text: `select newest.kind, newest.facts, newest.input from (
        select journal.kind, journal.facts, journal.input, row_number() over (partition by journal.kind order by journal.id desc) as place
        from journal where journal.company_id = $1) newest
      where newest.place <= ${OF_EACH_KIND}`,
    values: [tx.companyId],
  });

const faultsOf = ({ kind, ...row }: Row): string[] =>
  isKind(kind)
    ? (['facts', 'input'] as const).flatMap((part) =>
        (shapes[kind][part].safeParse(row[part]).error?.issues ?? []).map(
          (issue) => `${kind}: ${part}.${issue.path.join('.')}: ${issue.message}`,
        ),
      )
    : [];

/** Throws when stored facts or input are not what their kind's schema takes. */
export async function expectShaped(database: Database): Promise<void> {
  const companies = await database.system<{ id: string }>({ text: 'select companies.id from companies' });
  const faults = new Set<string>();
  for (const { id } of companies)
    for (const row of await database.inCompany(id, newestOfEachKind))
      for (const fault of faultsOf(row)) faults.add(fault);
  if (faults.size > 0)
    throw new Error(`Decisions in the journal that have not the shape of their kind:\n${[...faults].join('\n')}`);
}
