/** Wrong information about a customer, put right in ten steps: plan, review, approval, work, feedback, report, review, approval, file. */
export type RemedyState =
  | 'drafting'
  | 'plan_review'
  | 'organising'
  | 'executing'
  | 'reporting'
  | 'report_review'
  | 'filed'
  | 'dropped';

export const remedyMoves = {
  drafting: ['plan_review', 'dropped'],
  plan_review: ['organising', 'drafting'], // not agreed to: drafted again
  organising: ['executing'],
  executing: ['reporting'], // with the last feedback
  reporting: ['report_review'],
  report_review: ['filed', 'reporting'],
  filed: [],
  dropped: [],
} satisfies Record<RemedyState, readonly RemedyState[]>;
export const remedyStates = Object.keys(remedyMoves) as readonly RemedyState[];

/** The ten steps of the policy, in order, and the state in which each is to be done. */
export const remedySteps = [
  { key: 'service_draft', state: 'drafting' },
  { key: 'service_review', state: 'plan_review' },
  { key: 'head_approves_plan', state: 'plan_review' },
  { key: 'service_organises', state: 'organising' },
  { key: 'departments_execute', state: 'executing' },
  { key: 'feedback', state: 'executing' },
  { key: 'service_report', state: 'reporting' },
  { key: 'service_review_report', state: 'report_review' },
  { key: 'head_approves_report', state: 'report_review' },
  { key: 'file', state: 'filed' },
] as const satisfies readonly { readonly key: string; readonly state: RemedyState }[];
export type RemedyStep = (typeof remedySteps)[number]['key'];

export interface RemedyTask {
  readonly id: string;
  readonly assigneeId: string;
  readonly isDone: boolean;
}
