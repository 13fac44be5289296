/** The line of command: one superior each, instructions go down it step by step, reports and appeals go up it. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import { rankOf } from './posts.ts';
import type { OrganisationRuleValues } from './rules.ts';
import { instructionFieldNames } from './rules.ts';

export interface LineMember {
  readonly id: string;
  readonly post: string | null;
  readonly hasLeft: boolean;
  /** Ids above this person, the direct superior first. */
  readonly chain: readonly string[];
}

export interface SuperiorFacts {
  readonly personId: string;
  readonly post: string | null;
  /** Whom the form names. */
  readonly named: LineMember | null;
  /** Who stands in when nobody is named: the team's leader, then whoever enters the person. */
  readonly fallback: readonly LineMember[];
}
export type SuperiorRefusal =
  | 'SUPERIOR_MISSING'
  | 'SUPERIOR_IS_SELF'
  | 'SUPERIOR_HAS_LEFT'
  | 'SUPERIOR_CYCLE'
  | 'SUPERIOR_NOT_HIGHER'
  | 'SUPERIOR_WRONG_POST';

type SuperiorRules = Pick<OrganisationRuleValues, 'superior' | 'superiorMustOutrank' | 'assistantAnswersTo'>;
const ONE_SUPERIOR = ['S0.07.cmd.22'];

/** One superior, never oneself, never somebody below oneself. */
export function decideSuperior(
  rules: SuperiorRules,
  facts: SuperiorFacts,
): Decision<{ superiorId: string | null }, SuperiorRefusal> {
  if (facts.named)
    return whyNotSuperior(rules, facts, facts.named) ?? accept({ superiorId: facts.named.id }, ONE_SUPERIOR);
  if (rules.superior === 'required') return refuse('SUPERIOR_MISSING', ONE_SUPERIOR, { field: 'superiorId' });
  if (rules.superior === 'optional') return accept({ superiorId: null }, ONE_SUPERIOR);
  const derived = facts.fallback.find((member) => whyNotSuperior(rules, facts, member) === null);
  return accept({ superiorId: derived?.id ?? null }, ONE_SUPERIOR);
}

function whyNotSuperior(rules: SuperiorRules, facts: SuperiorFacts, superior: LineMember) {
  const field = 'superiorId';
  if (superior.id === facts.personId) return refuse('SUPERIOR_IS_SELF', ONE_SUPERIOR, { field });
  if (superior.hasLeft) return refuse('SUPERIOR_HAS_LEFT', ONE_SUPERIOR, { field });
  if (superior.chain.includes(facts.personId)) return refuse('SUPERIOR_CYCLE', ONE_SUPERIOR, { field });
  const own = rankOf(facts.post);
  const above = rankOf(superior.post);
  if (rules.superiorMustOutrank && own !== null && above !== null && above <= own)
    return refuse('SUPERIOR_NOT_HIGHER', ['S1.12.a5', 'S1.12.a7', 'S1.10.x2'], { field, post: superior.post });
  const wanted = rules.assistantAnswersTo;
  if (facts.post === 'sales_assistant' && wanted !== 'any' && superior.post !== wanted)
    return refuse('SUPERIOR_WRONG_POST', ['S0.04.d1', 'S0.07.ast.1'], { field, post: wanted });
  return null;
}

// ── down the line ──

export const instructionForms = ['oral', 'written', 'meeting'] as const;
export type InstructionForm = (typeof instructionForms)[number];

export interface Instruction {
  readonly form: InstructionForm;
  readonly who: string | null;
  readonly what: string | null;
  readonly finishTime: string | null;
  readonly place: string | null;
  readonly actionPlan: string | null;
  readonly control: string | null;
}

export interface CommandFacts {
  readonly issuerId: string;
  /** Ids above the receiver, the direct superior first. */
  readonly receiverChain: readonly string[];
  /** The special circumstances, when the issuer claims some. */
  readonly special: string | null;
}
export type InstructionRefusal = 'NOT_YOUR_SUBORDINATE' | 'COMMAND_ACROSS_LEVELS' | 'INSTRUCTION_INCOMPLETE';

const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

export function decideInstruction(
  rules: Pick<OrganisationRuleValues, 'commandAcrossLevels' | 'instructionFields'>,
  facts: CommandFacts,
  instruction: Instruction,
): Decision<{ acrossLevels: boolean; form: InstructionForm }, InstructionRefusal> {
  const level = facts.receiverChain.indexOf(facts.issuerId);
  if (level < 0) return refuse('NOT_YOUR_SUBORDINATE', ['S0.07.cmd.22']);
  const allowed =
    rules.commandAcrossLevels === 'free' || (rules.commandAcrossLevels === 'special' && !isBlank(facts.special));
  if (level > 0 && !allowed)
    return refuse('COMMAND_ACROSS_LEVELS', ['S0.07.cmd.23'], { levels: level + 1, field: 'special' });
  const missing = instructionFieldNames.filter(
    (name) => rules.instructionFields.instruction?.[name] === 1 && isBlank(instruction[name]),
  );
  if (missing.length > 0)
    return refuse('INSTRUCTION_INCOMPLETE', ['S0.07.cmd.3b'], { field: missing[0] ?? '', missing: missing.join(', ') });
  return accept({ acrossLevels: level > 0, form: instruction.form }, [
    'S0.07.cmd.3',
    'S0.07.cmd.3b',
    'S0.07.cmd.22',
    'S0.07.cmd.23',
  ]);
}

/** Looking at the work of somebody below: allowed at any depth unless the house says otherwise. */
export function decideInspection(
  rules: Pick<OrganisationRuleValues, 'inspectAcrossLevels'>,
  facts: { readonly inspectorId: string; readonly inspectedChain: readonly string[] },
): Decision<{ acrossLevels: boolean }, 'NOT_YOUR_SUBORDINATE' | 'INSPECTION_ACROSS_LEVELS'> {
  const level = facts.inspectedChain.indexOf(facts.inspectorId);
  if (level < 0) return refuse('NOT_YOUR_SUBORDINATE', ['S0.07.cmd.22']);
  if (level > 0 && !rules.inspectAcrossLevels) return refuse('INSPECTION_ACROSS_LEVELS', ['S0.07.cmd.23']);
  return accept({ acrossLevels: level > 0 }, ['S0.07.cmd.23', 'S1.06.d3']);
}

export type InstructionState = 'issued' | 'done' | 'evaluated' | 'withdrawn';
export const instructionMoves = {
  issued: ['done', 'withdrawn'],
  done: ['evaluated', 'issued'], // evaluated as not done: it stands again
  evaluated: [],
  withdrawn: [],
} satisfies Record<InstructionState, readonly InstructionState[]>;

/** The receiver reports it done; the issuer checks it, lets it stand again, or withdraws it. */
export const decideMoveInstruction = (
  from: InstructionState,
  to: InstructionState,
): Decision<{ state: InstructionState }, 'INSTRUCTION_NOT_OPEN'> => {
  const clauses = ['S0.07.sup.7', 'S3.01.r.sup.coord', 'S1.06.d3'];
  return canMoveInstruction(from, to)
    ? accept({ state: to }, clauses)
    : refuse('INSTRUCTION_NOT_OPEN', clauses, { state: from });
};

export const canMoveInstruction = (from: InstructionState, to: InstructionState): boolean =>
  (instructionMoves[from] as readonly InstructionState[]).includes(to);

// ── up the line ──

export const upwardKinds = ['report', 'appeal', 'suggestion', 'market_feedback'] as const;
export type UpwardKind = (typeof upwardKinds)[number];

export interface UpwardFacts {
  /** Ids above the sender, the direct superior first. */
  readonly senderChain: readonly string[];
  readonly addresseeId: string;
  readonly kind: UpwardKind;
}

/** A report goes to the direct superior; an appeal may pass over them; what the market says may go to whoever leads. */
export function decideUpward(
  rules: Pick<OrganisationRuleValues, 'reportAcrossLevels' | 'appealAcrossLevels'>,
  facts: UpwardFacts,
): Decision<{ acrossLevels: boolean }, 'NOT_YOUR_SUPERIOR' | 'REPORT_ACROSS_LEVELS' | 'APPEAL_ACROSS_LEVELS'> {
  const level = facts.senderChain.indexOf(facts.addresseeId);
  if (level < 0) return refuse('NOT_YOUR_SUPERIOR', ['S0.07.cmd.22']);
  if (level > 0 && facts.kind === 'report' && !rules.reportAcrossLevels)
    return refuse('REPORT_ACROSS_LEVELS', ['S0.07.cmd.23b']);
  if (level > 0 && facts.kind === 'appeal' && !rules.appealAcrossLevels)
    return refuse('APPEAL_ACROSS_LEVELS', ['S0.07.cmd.23b']);
  const clauses = {
    report: ['S0.07.cmd.22', 'S0.07.cmd.23b'],
    appeal: ['S0.07.cmd.23b'],
    suggestion: ['S1.14.a5.1'],
    market_feedback: ['S1.16.r2'],
  };
  return accept({ acrossLevels: level > 0 }, clauses[facts.kind]);
}
