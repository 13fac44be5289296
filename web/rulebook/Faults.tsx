/** What is wrong with a text and what to do about it. */
import { useTranslation } from 'react-i18next';
import { textOf } from '../shell/i18n.ts';
import type { Problem } from './shapes.ts';

interface FaultsProps {
  readonly problems: readonly Problem[];
  readonly withLines?: boolean;
}

export function Faults({ problems, withLines = false }: FaultsProps) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <ul className="rule-faults" role="alert">
      {problems.map((problem) => (
        <li key={`${problem.line} ${problem.code} ${problem.en}`}>
          {withLines ? <span className="muted">{t('rulebook.line', { line: problem.line })} </span> : null}
          <strong>{textOf(problem)}</strong>
          <div>{textOf(problem.remedy)}</div>
        </li>
      ))}
    </ul>
  );
}
