/** The rulebook in force, as a command sees it. The rulebook capability provides the source; the platform only carries it. */
import type { HouseRules } from '#core/rules.ts';
import type { ClauseId } from '#core/kernel/decision.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from './database.ts';

export interface RulesInForce {
  readonly versionId: string | null;
  readonly bookKey: string;
  readonly values: HouseRules;
  /** The clauses of this house's document that carry the given catalogue clauses, e.g. ["A12"]. */
  houseClauses(clauses: readonly ClauseId[]): string[];
}

export type RulesSource = (tx: Tx, siteId: string | null, at: Instant) => Promise<RulesInForce>;
