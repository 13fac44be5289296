/** The lines between the two "---" at the top of a document: one "key: value" a line, nothing nested. */
import { compileError } from './errors.ts';
import type { BookMeta, CompileError } from './types.ts';

const FIELDS = ['id', 'title', 'gloss', 'policies', 'sector', 'version'] as const;
type Field = (typeof FIELDS)[number];
const isField = (key: string): key is Field => (FIELDS as readonly string[]).includes(key);

export function readFrontMatter(text: string | undefined, errors: CompileError[]): BookMeta {
  const found = new Map<Field, string>();
  if (text === undefined) errors.push(compileError('FRONT_MATTER_MISSING', 1));
  for (const [index, row] of (text ?? '').split('\n').entries()) {
    const [, key = '', value = ''] = /^([^:]*):(.*)$/.exec(row) ?? [null, row.trim(), ''];
    if (!row.trim()) continue;
    // Line 1 is the opening "---".
    if (isField(key.trim())) found.set(key.trim() as Field, value.trim());
    else errors.push(compileError('FRONT_MATTER_FIELD_UNKNOWN', index + 2, key.trim()));
  }
  if (text !== undefined)
    for (const field of FIELDS)
      if (!found.get(field)) errors.push(compileError('FRONT_MATTER_FIELD_MISSING', 1, field));
  const of = (field: Field): string => found.get(field) ?? '';
  return {
    id: of('id'),
    title: of('title'),
    gloss: of('gloss'),
    policies: of('policies').split(/\s+/).filter(Boolean),
    sector: of('sector'),
    version: of('version'),
  };
}
