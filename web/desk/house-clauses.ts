/** The clauses of the house's own document, to choose the one that was broken. */
import type { ResponseOf } from '#contract/kernel/route.ts';
import { rulebook } from '#contract/rulebook.ts';
import { currentLanguage } from '../shell/i18n.ts';
import { useApiQuery } from '../shell/queries.ts';

type Clause = ResponseOf<typeof rulebook.document>['chapters'][number]['clauses'][number];

const CLAUSE_LABEL_MAX = 60;

/** The clauses of the house's document, each with how it begins. */
export function useHouseClauses(siteId: string) {
  const inForce = useApiQuery(rulebook.inForce, { params: { siteId }, query: {} });
  const rulebookId = inForce.data?.rulebookId ?? '';
  const document = useApiQuery(
    rulebook.document,
    { params: { rulebookId }, query: { number: inForce.data?.number ?? undefined } },
    { enabled: rulebookId !== '' },
  );
  const clauses = document.data?.chapters.flatMap((chapter) => chapter.clauses);
  return clauses?.map((clause) => ({
    value: clause.id,
    label: `${clause.id} ${beginningOf(clause).slice(0, CLAUSE_LABEL_MAX)}`,
  }));
}

const beginningOf = ({ body, gloss }: Clause): string => {
  const [first] = body;
  if (currentLanguage() === 'en' || first?.kind !== 'paragraph') return gloss;
  return first.content.map((inline) => (inline.kind === 'text' ? inline.text : inline.zh)).join('');
};
