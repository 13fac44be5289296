/** Every parameter there is, with its label: for tokens in prose, and for putting a new one into a sentence. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { rulebook } from '#contract/rulebook.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { useApiQuery } from '../shell/queries.ts';
import type { Token } from './prose.ts';

export type AnyParameter = ResponseOf<typeof rulebook.parameters>['parameters'][number];
const NONE: readonly AnyParameter[] = [];

export const useParameters = (): readonly AnyParameter[] =>
  useApiQuery(rulebook.parameters, {}, { live: [], staleTime: Number.POSITIVE_INFINITY }).data?.parameters ?? NONE;

export type LabelOf = (kind: Token['kind'], name: string) => string;

/** Tokens carry the Chinese name, as the document does. */
export function useTokenLabels(): LabelOf {
  const { t } = useTranslation();
  const parameters = useParameters();
  return useCallback<LabelOf>(
    (kind, name) => {
      const label = parameters.find((one) => one.name === name)?.label.zh ?? name;
      return kind === 'table' ? t('rulebook.prose.table', { name: label }) : label;
    },
    [parameters, t],
  );
}
