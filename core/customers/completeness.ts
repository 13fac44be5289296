/** What a form still lacks. The house's table says which form wants which field; an empty or blank value is missing. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import { foldText } from './keys.ts';
import type { CustomerRuleValues } from './rules.ts';
import { requirableFields } from './rules.ts';
import type { FormName, RequirableField } from './types.ts';

export type FormValues = Readonly<Partial<Record<RequirableField, string | null>>>;
export type CompletenessRules = Pick<CustomerRuleValues, 'requiredFields' | 'typeIsRequired' | 'phoneMayBeUnknown'>;

export const formClauses: Readonly<Record<FormName, readonly string[]>> = {
  desk: ['S0.02.reg.1', 'S0.02.reg.1c', 'S4.01.a28', 'S4.02.i02.record'],
  firstReception: ['S0.07.rep.3', 'S0.02.reg.1', 'S3.01.r.walkin.record'],
  informationForm: ['S0.02.info.10b'],
  prospect: ['S0.05.c1', 'S1.10.d1', 'S1.16.f2'],
  subscription: ['S1.18.s3'],
};

/** `phoneDeclined` is the written reason why there is no phone; it stands in for the phone where the house allows it. */
export const missingFields = (
  rules: CompletenessRules,
  form: FormName,
  values: FormValues,
  phoneDeclined: string | null = null,
): readonly RequirableField[] => {
  const row = rules.requiredFields[form] ?? {};
  const wanted = requirableFields.filter((field) => row[field] === 1 || (field === 'type' && rules.typeIsRequired));
  const excused = rules.phoneMayBeUnknown && foldText(phoneDeclined ?? '') !== '';
  return wanted.filter((field) => foldText(values[field] ?? '') === '' && !(field === 'phone' && excused));
};

export const decideComplete = (
  rules: CompletenessRules,
  form: FormName,
  values: FormValues,
  phoneDeclined: string | null = null,
): Decision<{ form: FormName }, 'FIELDS_MISSING'> => {
  const missing = missingFields(rules, form, values, phoneDeclined);
  const clauses = [...formClauses[form], ...(missing.includes('type') ? ['S3.01.c.types', 'S2.03.a2.def'] : [])];
  if (missing.length > 0) return refuse('FIELDS_MISSING', clauses, { form, fields: missing.join(',') });
  return accept({ form }, clauses);
};

/** Numbers that are absent from a run of serial numbers: a blank line on the form (S0.07.rep.3b). */
export const serialGaps = (serials: readonly number[]): readonly number[] => {
  const present = new Set(serials);
  if (present.size === 0) return [];
  const gaps: number[] = [];
  for (let serial = Math.min(...present) + 1; serial < Math.max(...present); serial += 1)
    if (!present.has(serial)) gaps.push(serial);
  return gaps;
};
