/** Answers side by side: the sentence, the clauses, who or what was not chosen; and where they part. */
import { useTranslation } from 'react-i18next';
import { formatFull } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { differ, type Words } from './schema.ts';
import type { Answer } from './TrialPage.tsx';

interface Props {
  /** What fields and options of a kind are called, by their key. */
  readonly words: Words;
  readonly answers: readonly Answer[];
  readonly name: (id: string) => string;
  /** The case has changed since into one that cannot be decided. */
  readonly stale: boolean;
}

export function Answers({ answers, name, words, stale }: Props) {
  const { t } = useTranslation();
  const [first] = answers;
  const parted = apart(answers);
  return (
    <div className={stale ? 'stale' : ''}>
      {answers.length > 1 ? (
        <div className="trial-parted">
          <h4>{parted.length > 0 ? t('trials.parted') : t('trials.same')}</h4>
          {parted.length > 0 ? (
            <table>
              <thead>
                <tr>
                  <th>{t('trials.item')}</th>
                  {answers.map((answer) => (
                    <th key={answer.text.en}>{textOf(answer.text)}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {parted.slice(0, SHOWN_MAX).map(({ path, values }) => (
                  <tr key={path}>
                    <td>
                      {path
                        .split('.')
                        .map((step) => words.field(step))
                        .filter(Boolean)
                        .join(' › ')}
                    </td>
                    {values.map((value, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a column an answer
                      <td key={index}>{said(value, path, words, name)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
        </div>
      ) : null}
      <div className="trial-columns">
        {answers.map((answer) => (
          <article key={answer.text.en} className={first && differs(first, answer) ? 'differs' : ''}>
            <header>
              <h3>{textOf(answer.text)}</h3>
              <StateTag tone={answer.accepted ? 'good' : 'bad'}>
                {t(answer.accepted ? 'trials.accepted' : 'trials.refused')}
              </StateTag>
            </header>
            <p className="trial-summary">{textOf(answer.summary)}</p>
            {answer.code ? <code>{answer.code}</code> : null}
            <h4>{t('trials.clauses')}</h4>
            <ul>
              {answer.houseClauses.map((clause) => (
                <li key={clause.id}>
                  <b>{clause.id}</b> {textOf(clause)}
                </li>
              ))}
            </ul>
            {answer.unstated.length > 0 ? (
              <p className="muted">{t('trials.unstated', { ids: answer.unstated.join(' ') })}</p>
            ) : null}
            {answer.rejected.length > 0 ? (
              <>
                <h4>{t('trials.rejected')}</h4>
                <ul>
                  {answer.rejected.map((one) => (
                    <li key={`${one.what} ${one.reason}`}>
                      <b>{one.name || name(one.what)}</b> {textOf(one)}
                    </li>
                  ))}
                </ul>
              </>
            ) : null}
          </article>
        ))}
      </div>
    </div>
  );
}

const SHOWN_MAX = 40;
const differs = (one: Answer, other: Answer): boolean =>
  one.accepted !== other.accepted || one.code !== other.code || differ(one.outcome, other.outcome);

function said(value: unknown, path: string, words: Words, name: (id: string) => string): string {
  if (value === undefined || value === null) return '—';
  if (typeof value === 'boolean') return words.switch(value);
  if (typeof value === 'object')
    return Object.values(value)
      .map((inner) => said(inner, path, words, name))
      .join(' ');
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return formatFull(value);
  return typeof value === 'string' ? (words.option(path.split('.').at(-1) ?? '', value) ?? name(value)) : String(value);
}

/** What is written into the ledger follows from what was decided, and so do the running numbers: neither tells anybody more. */
const follows = (path: string): boolean => /^entries|unitId$|\.seq$/.test(path);

/** Every place where the outcomes are not alike, by path. */
function apart(answers: readonly Answer[]): { path: string; values: readonly unknown[] }[] {
  const found: { path: string; values: readonly unknown[] }[] = [];
  const walk = (values: readonly unknown[], path: string): void => {
    if (follows(path) || values.every((value) => !differ(value, values[0]))) return;
    const objects = values.every((value) => typeof value === 'object' && value !== null);
    if (!objects) {
      found.push({ path, values });
      return;
    }
    const keys = new Set(values.flatMap((value) => Object.keys(value as object)));
    for (const key of keys)
      walk(
        values.map((value) => (value as Record<string, unknown>)[key]),
        path ? `${path}.${key}` : key,
      );
  };
  walk(
    answers.map((answer) => answer.outcome ?? {}),
    '',
  );
  return found;
}
