/** Rows of customers as lists and screens show them: one statement for a page of ids, private values masked here and nowhere else. */
import type { Sql } from 'sql-template-tag';
import sql from 'sql-template-tag';
import type { CustomerRowOut } from '#contract/customers.ts';
import { maskIdNumber, maskPhone, maskPlate, seesPrivateUnmasked } from '#core/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import { phoneForReading } from './normalise.ts';
import { viewerOf } from './scope.ts';

interface StoredRow extends Omit<CustomerRowOut, 'phone' | 'owner' | 'site'> {
  readonly phone: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly siteId: string | null;
  readonly siteName: string | null;
  readonly teamId: string | null;
}

export const rowColumns: Sql = sql`
  c.id, c.serial, c.name, c.kind, c.type, c.gender, c.grade, c.stage, c.source, c.segment, c.owner_id as "ownerId", owner.name as "ownerName",
  c.owned_until as "ownedUntil", c.site_id as "siteId", c.team_id as "teamId", sites.name as "siteName", c.important, c.confidential,
  c.custom, c.registered_at as "registeredAt", c.last_activity_at as "lastActivityAt",
  array(select t.tag from customer_tags t where t.company_id = c.company_id and t.customer_id = c.id order by t.tag) as tags,
  (select k.value from customer_keys k join customer_people p on p.company_id = k.company_id and p.id = k.person_id
    where k.company_id = c.company_id and k.customer_id = c.id and k.kind = 'phone' and k.removed_at is null
    order by (p.relation = 'self') desc, k.added_at, k.id limit 1) as phone`;

export const rowJoins: Sql = sql`
  left join staff owner on owner.company_id = c.company_id and owner.id = c.owner_id
  left join sites on sites.company_id = c.company_id and sites.id = c.site_id`;

/** In the order of the ids given. */
export async function rowsOf(context: Context, ids: readonly string[]): Promise<CustomerRowOut[]> {
  if (ids.length === 0) return [];
  const stored = await context.tx.rows<StoredRow>(sql`
    select ${rowColumns} from unnest(${[...ids]}::uuid[]) with ordinality as wanted (id, place)
    join customers c on c.company_id = ${context.tx.companyId}::uuid and c.id = wanted.id ${rowJoins} order by wanted.place`);
  return Promise.all(stored.map((row) => shown(context, row)));
}

export async function shown(context: Context, row: StoredRow): Promise<CustomerRowOut> {
  const { ownerId, ownerName, siteId, siteName, teamId, phone, ...rest } = row;
  const rules = await context.rules(siteId);
  const clear = seesPrivateUnmasked(rules.values.customers, viewerOf(context.actor), {
    ownerId,
    servingIds: [],
    teamId,
    siteId,
    confidential: row.confidential,
  });
  return {
    ...rest,
    phone: phone === null ? null : clear ? phoneForReading(phone) : maskPhone(phone),
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? '' },
    site: siteId === null ? null : { id: siteId, name: siteName ?? '' },
  };
}

const masks: Readonly<Record<string, (value: string) => string>> = {
  phone: maskPhone,
  plate: maskPlate,
  card: (value) => `${'*'.repeat(Math.max(value.length - 2, 1))}${value.slice(-2)}`,
};

/** An identity number is a hash in the keys; its mask is made from the encrypted value. */
export const maskKey = (kind: string, value: string, idNumber: string | undefined): string =>
  kind === 'id_number' ? maskIdNumber(idNumber ?? '') : (masks[kind] ?? (() => '***'))(value);
