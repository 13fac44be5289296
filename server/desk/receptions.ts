/** Who received a customer, and when: what a claim file and a verdict lean on. */
import sql from 'sql-template-tag';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';

const RECEPTIONS_MAX = 500; // protects the answer

export interface Reception {
  readonly id: string;
  readonly siteId: string;
  /** When the server came to the visitor; before that, when they were called. */
  readonly at: Instant;
  readonly row: string;
  readonly service: string;
  readonly serverId: string | null;
  readonly helpers: readonly string[];
  /** The consultant in whose place the server stood. */
  readonly onBehalfOf: string | null;
  readonly names: readonly string[];
  readonly refuses: string | null;
  readonly complainsAbout: string | null;
  /** What a supervisor said to the change of owner that came with it; null: nobody was asked, or nobody has answered. */
  readonly confirmed: boolean | null;
  readonly proof: { readonly kind: string; readonly staffId: string | null } | null;
  readonly journalId: string;
}

/** The customer's receptions up to an instant, newest first; a visitor who left unserved was not received. */
export const receptionsOf = (tx: Tx, customerId: string, until: Instant): Promise<Reception[]> =>
  tx.rows<Reception>(sql`select visits.id, visits.site_id as "siteId",
      coalesce(visits.started_at, visits.called_at, visits.arrived_at) as at, visits.kind as row, visits.service,
      visits.server_id as "serverId", visits.helpers, visits.on_behalf_of as "onBehalfOf",
      coalesce(visits.input #> '{said,names}', '[]'::jsonb) as names, visits.input #>> '{said,refuses}' as refuses,
      visits.input #>> '{said,complainsAbout}' as "complainsAbout",
      (select (journal.input ->> 'confirmed')::boolean from journal
        where journal.company_id = visits.company_id and journal.subject_type = 'visit' and journal.subject_id = visits.id
          and journal.kind = 'desk.confirmOwner' and journal.at <= ${until}
        order by journal.at desc, journal.id desc limit 1) as confirmed,
      case when jsonb_typeof(visits.input #> '{said,proof}') = 'object' then visits.input #> '{said,proof}' end as proof,
      visits.journal_id as "journalId"
    from visits
    where visits.company_id = ${tx.companyId} and visits.customer_id = ${customerId} and visits.state <> 'left'
      and visits.arrived_at <= ${until}
    order by visits.arrived_at desc, visits.id desc limit ${RECEPTIONS_MAX}`);
