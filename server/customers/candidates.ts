/** Finds who may be meant: everybody who shares a key, or the name together with the address. What counts is decided in core. */
import sql from 'sql-template-tag';
import type { Candidate, ClaimBrief, CustomerKey, Identity } from '#core/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { inScope } from './scope.ts';

const CANDIDATES_MAX = 50; // protects the database from a plate that half the town drives

interface Hit {
  readonly customerId: string;
  readonly kind: CustomerKey['kind'] | null;
  readonly value: string;
  readonly nameKey: string;
}

async function hitsOf(tx: Tx, identities: readonly Identity[]): Promise<Hit[]> {
  const keys = identities.flatMap((identity) => identity.keys);
  const addressed = identities.filter((identity) => identity.addressKey !== '');
  const byKey =
    keys.length === 0
      ? []
      : await tx.rows<Hit>({
          name: 'customers.hits',
          text: `select k.customer_id as "customerId", k.kind, k.value, '' as "nameKey" from unnest($2::text[], $3::text[]) as q (kind, value)
            join customer_keys k on k.company_id = $1 and k.kind = q.kind and k.value = q.value and k.removed_at is null limit $4`,
          values: [
            tx.companyId,
            keys.map((key) => key.kind),
            keys.map((key) => key.value),
            CANDIDATES_MAX * identities.length,
          ],
        });
  const byAddress =
    addressed.length === 0
      ? []
      : await tx.rows<Hit>({
          name: 'customers.hits-by-address',
          text: `select p.customer_id as "customerId", null as kind, p.address_hash as value, p.name_key as "nameKey"
            from unnest($2::text[], $3::text[]) as q (hash, name)
            join customer_people p on p.company_id = $1 and p.address_hash = q.hash and p.name_key = q.name and p.removed_at is null limit $4`,
          values: [
            tx.companyId,
            addressed.map((i) => i.addressKey),
            addressed.map((i) => i.nameKey),
            CANDIDATES_MAX * identities.length,
          ],
        });
  return [...byKey, ...byAddress];
}

interface BriefRow {
  readonly id: string;
  readonly visible: boolean;
  readonly holderId: string | null;
  readonly holderName: string | null;
  readonly until: string | null;
}

/** Candidates for all identities at once; `seesAll` is for work that is not a person's look, such as an import's own check. */
export async function candidatesFor(
  context: Context,
  identities: readonly Identity[],
  seesAll = false,
): Promise<ReadonlyMap<string, Candidate>> {
  const { tx } = context;
  const hits = await hitsOf(tx, identities);
  const ids = [...new Set(hits.map((hit) => hit.customerId))];
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<BriefRow>(sql`
    select c.id, ${seesAll ? sql`true` : sql`(${inScope(context.actor)}) is true`} as visible,
      coalesce(c.owner_id, c.registered_by) as "holderId", staff.name as "holderName", c.owned_until as until
    from customers c left join staff on staff.company_id = c.company_id and staff.id = coalesce(c.owner_id, c.registered_by)
    where c.company_id = ${tx.companyId}::uuid and c.id = any(${ids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, candidateOf(row, hits)]));
}

const candidateOf = (row: BriefRow, hits: readonly Hit[]): Candidate => {
  const mine = hits.filter((hit) => hit.customerId === row.id);
  const address = mine.find((hit) => hit.kind === null);
  return {
    customerId: row.id,
    visible: row.visible,
    claim: briefOf(row),
    identity: {
      keys: mine.flatMap((hit) => (hit.kind === null ? [] : [{ kind: hit.kind, value: hit.value }])),
      nameKey: address?.nameKey ?? '',
      addressKey: address?.value ?? '',
    },
  };
};

/** Nobody owns the customer yet: then whoever registered them is the one to ask. */
const briefOf = (row: BriefRow): ClaimBrief | null =>
  row.holderId === null ? null : { ownerId: row.holderId, ownerName: row.holderName ?? '', until: row.until };
