/** Changes in words, under the clause they stand in. */
import { useTranslation } from 'react-i18next';
import { textOf } from '../shell/i18n.ts';
import type { Change } from './shapes.ts';

interface ChangeListProps {
  readonly changes: readonly Change[];
  /** Leads to the clause; without it the clause is only named. */
  readonly hrefOf?: (clause: string) => string;
}

export function ChangeList({ changes, hrefOf }: ChangeListProps) {
  const { t } = useTranslation();
  if (changes.length === 0) return <p className="muted">{t('rulebook.changes.none')}</p>;
  const clauses = [...new Set(changes.map(({ clause }) => clause))];
  return (
    <ul className="rule-changes">
      {clauses.map((clause) => (
        <li key={clause ?? ''}>
          <span className="rule-change-clause">
            {clause === null ? t('rulebook.changes.whole') : hrefOf ? <a href={hrefOf(clause)}>{clause}</a> : clause}
          </span>
          <ul>
            {changes
              .filter((change) => change.clause === clause)
              .map((change, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two changes of a clause may read alike
                <li key={index}>{textOf(change)}</li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
