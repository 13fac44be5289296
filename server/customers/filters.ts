/** Filters of a list as conditions over customers `c`. */
import type { Sql } from 'sql-template-tag';
import sql from 'sql-template-tag';
import type { z } from 'zod';
import type { CustomerFilters } from '#contract/customers.ts';
import { cardKeyOf, grades, nameKeyOf, plateKeyOf } from '#core/customers/index.ts';
import { addDays, startOfDay } from '#core/kernel/instant.ts';
import { invalid } from '#server/platform/refused.ts';
import { normalisePhones, prefixEnd, reversed } from './normalise.ts';

export type Filters = z.output<typeof CustomerFilters>;
const FOUND_MAX = 2000; // protects the database from a search for half the town

/** What the words in a search box may mean. */
export interface Meaning {
  readonly phones: readonly string[];
  /** Last digits of a phone. */
  readonly tail: string | null;
  /** First digits of a mobile, while it is being typed. */
  readonly head: string | null;
  /** Beginning of a name, its ending, pinyin or initials. */
  readonly term: string | null;
  readonly plate: string | null;
  readonly card: string | null;
}

export function meaningOf(q: string): Meaning {
  const digits = q.replace(/\D/g, '');
  const isNumber = digits.length >= 3 && /^[\d\s\-+()]+$/.test(q.normalize('NFKC'));
  const { valid } = isNumber ? normalisePhones(q) : { valid: [] };
  const term = isNumber ? '' : nameKeyOf(q.normalize('NFKC').replace(/[’']/g, ''));
  const plate = plateKeyOf(q);
  const card = cardKeyOf(q);
  return {
    phones: valid,
    tail: isNumber && valid.length === 0 && digits.length >= 4 && digits.length <= 11 ? digits : null,
    head: isNumber && valid.length === 0 && digits.length >= 7 && /^1[3-9]/.test(digits) ? `+86${digits}` : null,
    term: term.length >= 2 ? term : null,
    plate: /^\p{Script=Han}[A-Z][A-Z0-9]{5,6}$/u.test(plate) ? plate : null,
    card: /^[A-Z0-9]{4,30}$/.test(card) ? card : null,
  };
}

/**
 * Customers that the words find. The words of one site are looked up there; otherwise the planner chooses between the words first
 * (few match) and the list first (many match), which is why the range of a term carries no limit.
 */
function foundBy(companyId: string, q: string, siteId: string | null): Sql {
  const { phones, tail, head, term, plate, card } = meaningOf(q);
  const company = sql`${companyId}::uuid`;
  const parts: Sql[] = [];
  if (phones.length > 0)
    parts.push(sql`(select k.customer_id from customer_keys k where k.company_id = ${company} and k.kind = 'phone'
      and k.value = any(${[...phones]}::text[]) and k.removed_at is null)`);
  if (tail)
    parts.push(sql`(select k.customer_id from customer_keys k where k.company_id = ${company} and k.kind = 'phone' and k.removed_at is null
      and k.reversed >= ${reversed(tail)} and k.reversed < ${prefixEnd(reversed(tail))} limit ${FOUND_MAX})`);
  if (head)
    parts.push(sql`(select k.customer_id from customer_keys k where k.company_id = ${company} and k.kind = 'phone' and k.removed_at is null
      and k.value >= ${head} and k.value < ${prefixEnd(head)} limit ${FOUND_MAX})`);
  if (term)
    parts.push(sql`(select t.customer_id from customer_terms t where t.company_id = ${company}
      and t.term >= ${term} and t.term < ${prefixEnd(term)} ${siteId === null ? sql`` : sql`and t.site_id = ${siteId}::uuid`})`);
  for (const [kind, value] of [
    ['plate', plate],
    ['card', card],
  ] as const)
    if (value)
      parts.push(sql`(select k.customer_id from customer_keys k where k.company_id = ${company} and k.kind = ${kind} and k.value = ${value}
        and k.removed_at is null)`);
  if (parts.length === 0) return sql`c.name_key = ${nameKeyOf(q)}`;
  const [first, ...rest] = parts;
  return sql`c.id in (${rest.reduce((all, part) => sql`${all} union all ${part}`, first ?? sql``)})`;
}

/** `zone` is the time zone in which the days of the filter are meant; `siteId` the site the list is walked by, if any. */
export function conditionsOf(companyId: string, filters: Filters, zone: string, siteId: string | null = null): Sql[] {
  const conditions: Sql[] = [sql`c.company_id = ${companyId}::uuid`, sql`c.merged_into is null`];
  const wanted = filters.grade?.split(',').map((grade) => grade.trim());
  if (wanted?.some((grade) => !(grades as readonly string[]).includes(grade))) throw invalid('grade', 'A, B, C, D');
  if (wanted) conditions.push(sql`c.grade = any(${wanted}::text[])`);
  if (filters.stage) conditions.push(sql`c.stage = ${filters.stage}`);
  if (filters.source) conditions.push(sql`c.source = ${filters.source}`);
  if (filters.type) conditions.push(sql`c.type = ${filters.type}`);
  if (filters.ownerId) conditions.push(sql`c.owner_id = ${filters.ownerId}::uuid`);
  if (filters.unowned === true) conditions.push(sql`c.owner_id is null`);
  if (filters.unowned === false) conditions.push(sql`c.owner_id is not null`);
  if (filters.siteId) conditions.push(sql`c.site_id = ${filters.siteId}::uuid`);
  if (filters.important !== undefined) conditions.push(sql`c.important = ${filters.important}`);
  if (filters.registeredFrom)
    conditions.push(sql`c.registered_at >= ${startOfDay(filters.registeredFrom, zone)}::timestamptz`);
  if (filters.registeredTo)
    conditions.push(sql`c.registered_at < ${startOfDay(addDays(filters.registeredTo, 1), zone)}::timestamptz`);
  if (filters.tag)
    conditions.push(
      sql`c.id in (select t.customer_id from customer_tags t where t.company_id = ${companyId}::uuid and t.tag = ${filters.tag})`,
    );
  if (filters.q) conditions.push(foundBy(companyId, filters.q, siteId));
  return conditions;
}
