/** Input against its schema; the first problem becomes a refusal that names the field. */
import type { ZodError, ZodType } from 'zod';
import type { Refused } from './refused.ts';
import { invalid } from './refused.ts';

export function parse<S extends ZodType>(schema: S, value: unknown): unknown {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw firstProblem(result.error);
}

const firstProblem = (error: ZodError): Refused => {
  const issue = error.issues[0];
  return invalid(issue?.path.join('.') || 'body', issue?.message ?? 'invalid');
};
