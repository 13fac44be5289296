/** The route an approval takes: the house's table, and one level more when the request goes beyond what the table's posts may grant. */
import { accept, type Alternative, type Decision, refuse } from '../kernel/decision.ts';
import { addDays, addHours, type Instant, localDateOf, startOfDay } from '../kernel/instant.ts';
import { rankOf } from '../organisation/index.ts';
import { type Matter, matters } from './matters.ts';
import {
  type ApprovalRuleValues,
  type LimitColumn,
  limitedRoles,
  type SigningRole,
  signingRoles,
  standInRoles,
} from './rules.ts';
import type { Magnitude, Seat, StaffId, StandIns, Step } from './types.ts';

export interface RequestFacts {
  readonly timeZone: string;
  /** Of this matter and subject one is under way already. */
  readonly isPending: boolean;
}
export interface RequestInput {
  readonly matter: Matter;
  readonly round: number;
  readonly applicantId: StaffId | null;
  readonly magnitude: Magnitude;
  /** Signatures the matter itself asks for beside the table's, whoever it is about. */
  readonly also?: readonly Seat[] | undefined;
}
export interface RequestOutcome {
  readonly state: 'pending' | 'approved';
  readonly steps: readonly Step[];
  readonly stepKey: string | null;
  readonly standIns: StandIns;
  readonly dueAt: Instant | null;
  readonly lapses: boolean;
}

export function decideRoute(
  rules: ApprovalRuleValues,
  facts: RequestFacts,
  input: RequestInput,
  now: Instant,
): Decision<RequestOutcome, 'APPROVAL_ALREADY_PENDING'> {
  const { clauses } = matters[input.matter];
  if (facts.isPending) return refuse('APPROVAL_ALREADY_PENDING', clauses);
  const routed = withAlso(routeOf(rules, input.matter), input.also ?? []);
  const beyond = beyondAuthority(rules, input, routed);
  const steps = beyond.role ? [...routed, limitStep(beyond.role)] : routed;
  const row = rules.routes[input.matter] ?? {};
  const { dueAt, lapses } = timeOf(rules, input.matter, facts.timeZone, now);
  return accept(
    {
      state: steps.length === 0 ? 'approved' : 'pending',
      steps,
      stepKey: steps[0]?.key ?? null,
      standIns: { needed: row.stand_in ?? 0, roles: standInRoles[rules.standInRoles] },
      dueAt: steps.length === 0 ? null : dueAt,
      lapses,
    },
    beyond.over.length > 0 ? [...clauses, ...authorityClauses] : clauses,
    beyond.over,
  );
}

const authorityClauses = ['S1.06.d2', 'S1.14.a5.4'];

/** Equal numbers stand in one step; `needed` of a step sign, 0 means one of each post. */
function routeOf(rules: ApprovalRuleValues, matter: Matter): Step[] {
  const row = rules.routes[matter] ?? {};
  const numbers = [...new Set(signingRoles.map((role) => row[role] ?? 0))].filter((n) => n > 0).sort((a, b) => a - b);
  return numbers.map((number) => {
    const roles = signingRoles.filter((role) => row[role] === number);
    const any = row.needed ?? 0;
    const seats: Seat[] =
      any === 0
        ? roles.map((role) => ({ roles: [role], staffId: null }))
        : Array.from({ length: any }, () => ({ roles, staffId: null }));
    return { key: `r${number}`, origin: 'route', seats };
  });
}
/** In the first step, each a signature of its own; a post the table asks for already is not asked twice. */
function withAlso(steps: readonly Step[], also: readonly Seat[]): readonly Step[] {
  const isThere = (seat: Seat) =>
    seat.staffId === null &&
    steps.some(({ seats }) => seats.some(({ roles }) => roles.length === 1 && roles[0] === seat.roles[0]));
  const added = also.filter((seat) => !isThere(seat));
  if (added.length === 0) return steps;
  const [first, ...rest] = steps;
  return first
    ? [{ ...first, seats: [...added, ...first.seats] }, ...rest]
    : [{ key: 'r1', origin: 'route', seats: added }];
}
const limitStep = (role: string): Step => ({
  key: 'limit',
  origin: 'limit',
  seats: [{ roles: [role], staffId: null }],
});

const FEN_OF_WAN = 1_000_000;
const FEN_OF_YUAN = 100;

/** What is asked for, in the units of the limits table. Signs do not matter: a refund may come as a negative amount. */
function measured(matter: Matter, magnitude: Magnitude): Partial<Record<LimitColumn, number>> {
  const { measures } = matters[matter];
  const amount = Math.abs(magnitude.amountFen ?? 0);
  return {
    ...(magnitude.discountPercent === undefined ? {} : { discount_percent: magnitude.discountPercent }),
    ...(magnitude.belowListFen === undefined ? {} : { below_list_wan: magnitude.belowListFen / FEN_OF_WAN }),
    ...(magnitude.lateDays === undefined ? {} : { late_days: magnitude.lateDays }),
    ...(measures === 'refund_wan' ? { refund_wan: amount / FEN_OF_WAN } : {}),
    ...(measures === 'gift_yuan' ? { gift_yuan: amount / FEN_OF_YUAN } : {}),
  };
}

const rank = (role: string): number => rankOf(role) ?? 0;

/** The lowest post high enough for everything asked; null role when the route has one already that must sign. */
function beyondAuthority(
  rules: ApprovalRuleValues,
  input: RequestInput,
  steps: readonly Step[],
): { role: SigningRole | null; over: Alternative[] } {
  const asked = Object.entries(measured(input.matter, input.magnitude)).filter(([, value]) => value > 0);
  const over: Alternative[] = [];
  let lowest: string | null = null;
  for (const role of limitedRoles) {
    const exceeded = asked.find(([column, value]) => value > (rules.limits[role]?.[column] ?? 0));
    if (!exceeded) {
      lowest = role;
      break;
    }
    const [column, value] = exceeded;
    over.push({
      what: role,
      reason: 'BEYOND_AUTHORITY',
      clauses: authorityClauses,
      detail: { limit: column, most: rules.limits[role]?.[column] ?? 0, asked: value },
    });
  }
  const needed = lowest ?? 'general_manager';
  if (asked.length === 0 || needed === 'consultant') return { role: null, over: [] };
  return { role: steps.some((step) => isHighEnough(step, rank(needed))) ? null : (needed as SigningRole), over };
}

/** Somebody of at least this rank must sign here, whoever of the step it is. */
const isHighEnough = (step: Step, needed: number): boolean =>
  step.seats.some((seat) => seat.roles.length > 0 && seat.roles.every((role) => rank(role) >= needed));

function timeOf(
  rules: ApprovalRuleValues,
  matter: Matter,
  timeZone: string,
  now: Instant,
): { dueAt: Instant | null; lapses: boolean } {
  const row = rules.times[matter] ?? {};
  const endOfToday = startOfDay(addDays(localDateOf(now, timeZone), 1), timeZone);
  const byHours = (row.hours ?? 0) > 0 ? addHours(now, row.hours ?? 0) : null;
  const byDay = row.same_day ? endOfToday : null;
  const dueAt = [byHours, byDay].filter((at) => at !== null).sort()[0] ?? null; // whichever comes first
  return { dueAt, lapses: row.lapses === 1 && dueAt !== null };
}
