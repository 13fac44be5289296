/** Short names for the shapes of the contract that these pages pass around. */
import type { BodyInputOf, ResponseOf } from '#contract/kernel/route.ts';
import type { rulebook } from '#contract/rulebook.ts';
import type { authoring } from '#contract/rulebook-authoring.ts';

export type Book = ResponseOf<typeof rulebook.document>;
export type Version = Book['version'];
export type Draft = ResponseOf<typeof authoring.draft>;
export type Saved = ResponseOf<typeof authoring.edit>;
export type DraftRow = ResponseOf<typeof authoring.drafts>['rows'][number];
export type ClauseSource = Draft['clauses'][number];
export type Problem = Draft['errors'][number];
/** A document, of a version or of a draft. */
export type RuleText = NonNullable<Draft['document']>;
export type Chapter = RuleText['chapters'][number];
export type ClauseOf = Chapter['clauses'][number];
export type BlockOf = ClauseOf['body'][number];
export type TableBlock = Extract<BlockOf, { kind: 'table' }>;
export type Declarations = RuleText['parameters'];
export type Declared = Declarations[string];
export type Diff = ResponseOf<typeof authoring.diff>;
export type Change = Diff['changes'][number];
export type Conflict = ResponseOf<typeof authoring.merge>['conflicts'][number];
export type Scalar = number | string | boolean;

/** One change of a draft. */
export type Edit = NonNullable<BodyInputOf<typeof authoring.edit>['edits']>[number];
