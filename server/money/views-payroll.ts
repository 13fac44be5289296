/** The statements of a month, as payroll needs them. */
import sql from 'sql-template-tag';
import type { StatementState } from '#core/money/index.ts';
import type { Tx } from '#server/platform/database.ts';

export interface PayrollRow {
  readonly number: string | null;
  readonly name: string;
  readonly title: string;
  readonly performanceFen: number;
  readonly targetFen: number | null;
  readonly attainmentPercent: number | null;
  readonly paidPercent: number;
  readonly commissionFen: number;
  readonly rewardsFen: number;
  readonly earnedFen: number;
  readonly clawbackFen: number;
  readonly penaltyFen: number;
  readonly carriedOutFen: number;
  readonly payableFen: number;
  readonly state: StatementState;
  readonly acknowledgedAt: string | null;
  readonly paidAt: string | null;
}
const PAYROLL_ROWS_MAX = 20_000; // protects the server; no site has as many people

export const payrollRows = (tx: Tx, siteId: string, month: string): Promise<PayrollRow[]> =>
  tx.rows(sql`select t.number, t.name, t.title, s.performance_fen as "performanceFen", s.target_fen as "targetFen",
      s.attainment_percent as "attainmentPercent", s.paid_percent as "paidPercent", s.commission_fen as "commissionFen",
      s.rewards_fen as "rewardsFen", s.earned_fen as "earnedFen", s.deducted_clawback_fen as "clawbackFen",
      s.deducted_penalty_fen as "penaltyFen", s.carried_out_clawback_fen + s.carried_out_penalty_fen as "carriedOutFen",
      s.payable_fen as "payableFen", s.state, to_char(s.acknowledged_at at time zone i.time_zone, 'YYYY-MM-DD HH24:MI') as "acknowledgedAt",
      to_char(s.paid_at at time zone i.time_zone, 'YYYY-MM-DD HH24:MI') as "paidAt"
    from statements s
    join staff t on t.company_id = s.company_id and t.id = s.staff_id
    join sites i on i.company_id = s.company_id and i.id = s.site_id
    where s.company_id = ${tx.companyId} and s.site_id = ${siteId} and s.month = ${month}
    order by t.number nulls last, t.name, t.id limit ${PAYROLL_ROWS_MAX}`);
