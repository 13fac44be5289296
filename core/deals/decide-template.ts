/** Whether a contract text may be kept: it names only what a deal knows, so that no paper is ever printed with a hole in it. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { knowsField, knowsList, knowsListField, type DocumentKind } from './document-fields.ts';
import type { FieldUse } from './document-text.ts';

export interface TemplateFacts {
  readonly kind: DocumentKind;
  readonly uses: readonly FieldUse[];
  readonly open: { readonly list: string; readonly line: number | null } | null;
}

export type TemplateRefusal = 'TEMPLATE_EMPTY' | 'TEMPLATE_PART_UNCLOSED' | 'TEMPLATE_FIELD_UNKNOWN';

const isKnown = (kind: DocumentKind, { name, list }: FieldUse): boolean =>
  list === null
    ? knowsField(kind, name)
    : knowsList(kind, list) && (knowsListField(list, name) || knowsField(kind, name));

const NAMED_MAX = 5; // in one sentence; the rest shows after these are mended

export function decideTemplate(
  facts: TemplateFacts,
): Decision<{ readonly fields: readonly string[] }, TemplateRefusal> {
  const { kind, uses, open } = facts;
  if (open) return refuse('TEMPLATE_PART_UNCLOSED', [], { part: open.list, line: open.line });
  const lists = [...new Set(uses.flatMap((use) => (use.list === null ? [] : [use.list])))];
  const wrongLists = lists.filter((list) => !knowsList(kind, list));
  const unknown = uses.filter((use) => (use.list === null || knowsList(kind, use.list)) && !isKnown(kind, use));
  const names = [...new Set([...wrongLists, ...unknown.map((use) => use.name)])];
  if (names.length > 0) {
    const first = uses.find((use) => names.includes(use.name) || (use.list !== null && names.includes(use.list)));
    return refuse('TEMPLATE_FIELD_UNKNOWN', [], {
      field: 'text',
      names: names.slice(0, NAMED_MAX).join('、'),
      count: names.length,
      line: first?.line ?? null,
    });
  }
  // A paper without a single field says the same to every customer: somebody sent the wrong file.
  if (uses.length === 0) return refuse('TEMPLATE_EMPTY', []);
  return accept({ fields: [...new Set(uses.map((use) => use.name))] }, []);
}
