/** A refusal beside the field it concerns, or under the form. Without Ant Design, for the light pages. */
import { ApiError } from '../shell/api.ts';
import { textOf } from '../shell/i18n.ts';

export interface Problem {
  readonly code: string;
  readonly field: string | null;
  readonly text: string;
}

export function problemOf(error: unknown, otherwise: string): Problem {
  if (!(error instanceof ApiError)) {
    console.error(error);
    return { code: 'OURS', field: null, text: otherwise };
  }
  const remedy = error.remedy ? ` ${textOf(error.remedy)}` : '';
  return { code: error.code, field: error.field, text: `${textOf(error)}${remedy}` };
}

/** Where somebody wanted to go before they had to sign in; only ever a path of this site. */
export function wantedPath(): string {
  const next = new URLSearchParams(location.search).get('next') ?? '/';
  return next.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : '/';
}
