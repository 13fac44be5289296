/** The examples of a draft, run: which have another answer than expected, or another than under the newest version. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { trials } from '#contract/trials.ts';
import { formatFull } from '../shell/format.ts';
import { currentLanguage } from '../shell/i18n.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiQuery } from '../shell/queries.ts';
import type { Draft } from './shapes.ts';

type Row = ResponseOf<typeof trials.examples>['rows'][number];

/** Undefined while they run or when the text does not compile. */
export function useExampleResults(draft: Draft): readonly Row[] | undefined {
  const answer = useApiQuery(
    trials.examples,
    { params: { rulebookId: draft.rulebookId }, query: { text: `draft:${draft.id}` } },
    { live: ['rulebook'], keepPrevious: true, enabled: draft.document !== null },
  );
  return answer.data?.rows;
}

/** Somebody should look: the answer is another than the example says, or than it is today. */
export const isNoteworthy = (row: Row): boolean => row.result !== 'holds' || row.changes;

export function ExampleResults({ rows }: { rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  return <Results rows={rows} />;
}

function Results({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation();
  const noteworthy = rows.filter(isNoteworthy);
  const inWords = useWords(noteworthy[0]?.kind ?? '');
  return (
    <section className="rule-examples">
      <strong>
        {noteworthy.length === 0
          ? t('rulebook.examples.hold', { count: rows.length })
          : t('rulebook.examples.differ', { count: noteworthy.length, all: rows.length })}
      </strong>
      <ul>
        {noteworthy.map((row) => (
          <li key={row.id}>
            <StateTag tone={row.result === 'holds' ? 'waiting' : 'bad'}>
              {t(`rulebook.examples.${row.result === 'holds' ? 'changes' : row.result}`)}
            </StateTag>{' '}
            <a href={`#${row.clause}`}>{row.id}</a> {currentLanguage() === 'en' ? row.gloss : row.text}
            {row.differences.map(({ path, expected, found }) => (
              <div key={path} className="muted rule-panel-small">
                {t('rulebook.examples.difference', {
                  path: pathInWords(path, t),
                  expected: inWords(expected),
                  found: inWords(found),
                })}
              </div>
            ))}
            {row.fault ? (
              <div className="rule-bad rule-panel-small">{`${row.fault.path} ${row.fault.problem}`}</div>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
/** Values as people say them; the people of the everyday cases by their names. */
function useWords(kind: string): (value: unknown) => string {
  const { t } = useTranslation();
  const shape = useApiQuery(trials.kind, { params: { kind } }, { enabled: kind !== '', live: [], staleTime: 600_000 });
  const names: Readonly<Record<string, string>> = shape.data?.names ?? {};
  return (value) => {
    if (value === null || value === undefined) return '—';
    if (typeof value === 'boolean') return t(value ? 'trials.yes' : 'trials.no');
    if (typeof value !== 'string') return JSON.stringify(value);
    return INSTANT.test(value) ? formatFull(value) : (names[value] ?? value);
  };
}

/** "outcome.claim.protectedUntil" by the words of its steps; the envelope of an answer has none. */
const pathInWords = (path: string, t: TFunction): string =>
  path
    .split('.')
    .filter((step) => !/^(outcome|result|\d+)$/.test(step))
    .map((step) => {
      const said = t(`trials.word.${step}`);
      return said === `trials.word.${step}` ? step : said;
    })
    .join(' › ');
