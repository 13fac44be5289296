/**
 * What a rulebook document becomes when it compiles. Everything here is plain JSON: the server stores it beside the source, the
 * journal points into it, and the browser draws it without knowing the document language.
 */
import type { Example } from '#core/kernel/example.ts';
import type { Parameter, ParameterSet } from '#core/kernel/parameters.ts';

/** Parameter declarations by capability; a document names one as "desk.peerVisit". */
export type Registry = Readonly<Record<string, ParameterSet>>;

export type TableValue = Readonly<Record<string, Readonly<Record<string, number>>>>;
export type Value = number | string | boolean | TableValue;
/** Values of every declared parameter, by capability: what the document says, and the declared default where it is silent. */
export type Values = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** What the compiler must know of the clause catalogue. */
export interface CatalogueLookup {
  has(id: string): boolean;
  /** Ids that state the same rule in another policy, without the id itself. */
  repeats(id: string): readonly string[];
}

/** What else a document is checked against. */
export interface Surroundings {
  /** Names of the kinds of decision that examples may use; absent: not checked. */
  readonly kinds?: readonly string[];
  /** Ids of retired clauses, with the number of the last version that had them. */
  readonly retired?: Readonly<Record<string, number>>;
}

export interface BookMeta {
  readonly id: string;
  readonly title: string;
  readonly gloss: string;
  /** The source policies the document puts into practice, e.g. "004-1". */
  readonly policies: readonly string[];
  readonly sector: string;
  readonly version: string;
}

export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly strong?: true }
  | {
      readonly kind: 'param';
      readonly name: string;
      readonly type: Parameter['type'];
      readonly value: number | string | boolean;
      /** The value as it reads inside the sentence: "2 个月", "80%", an option's name. */
      readonly zh: string;
      readonly en: string;
    };

export interface TableColumn {
  readonly key: string;
  readonly label: string;
}
export interface TableRow {
  readonly key: string;
  readonly label: string;
  readonly cells: readonly number[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly kind: 'table';
      readonly name: string;
      /** Heading of the first column, which names the rows. */
      readonly corner: string;
      readonly columns: readonly TableColumn[];
      readonly rows: readonly TableRow[];
      /** Written after every cell, e.g. "%" where rows are shares of 100. */
      readonly unit: string;
    };

/** An example and the line of its tag in the source. */
export type WrittenExample = Example & { readonly line: number };

export interface Clause {
  readonly id: string;
  /** Place in the document, from 1. */
  readonly order: number;
  readonly gloss: string;
  readonly cites: readonly string[];
  readonly body: readonly Block[];
  /** Names of the parameters set in this clause. */
  readonly parameters: readonly string[];
  /** Cases the clause decides, with the answer the house expects. */
  readonly examples: readonly WrittenExample[];
  /** First line of the clause in the source, from 1. */
  readonly line: number;
}

export interface Chapter {
  readonly title: string;
  readonly gloss: string;
  /** Text under the heading that belongs to no clause. */
  readonly notes: readonly Block[];
  readonly clauses: readonly Clause[];
}

export interface Rulebook {
  readonly meta: BookMeta;
  readonly chapters: readonly Chapter[];
  readonly values: Values;
  /** Parameters the document itself sets, with the clause that sets them; the others keep their default. */
  readonly setIn: Readonly<Record<string, string>>;
  /** Catalogue id → ids of the house clauses that put it into practice, repeats in other policies included. */
  readonly index: Readonly<Record<string, readonly string[]>>;
}

export interface CompileError {
  readonly code: string;
  readonly line: number;
  readonly zh: string;
  readonly en: string;
  readonly remedy: { readonly zh: string; readonly en: string };
}

export type Compiled =
  | { readonly ok: true; readonly rulebook: Rulebook }
  | { readonly ok: false; readonly errors: readonly CompileError[] };
