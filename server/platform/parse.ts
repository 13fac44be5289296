/** Input against its schema; the first problem becomes a refusal that names the field. */
import type { ZodError, ZodType } from 'zod';
import type { Refused } from './refused.ts';
import { invalid } from './refused.ts';

export function parse<S extends ZodType>(schema: S, value: unknown): unknown {
  const result = schema.safeParse(value ?? {});
  if (result.success) {
    const field = unstorable(result.data, []);
    if (field)
      throw invalid(field.join('.') || 'body', '含有无法保存的字符 / it contains a character that cannot be stored');
    return result.data;
  }
  throw firstProblem(result.error);
}

const firstProblem = (error: ZodError): Refused => {
  const issue = error.issues[0];
  return invalid(issue?.path.join('.') || 'body', issue?.message ?? 'invalid');
};

/** Where a text holds what no database text can: the zero character, or half of a character. Null when nowhere. */
function unstorable(value: unknown, path: readonly string[]): readonly string[] | null {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path : null;
  if (value === null || typeof value !== 'object') return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = unstorable(key, [...path, '?']) ?? unstorable(inner, [...path, key]);
    if (found) return found;
  }
  return null;
}
