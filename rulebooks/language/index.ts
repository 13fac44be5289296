export { compile } from './compile.ts';
export { type Change, changesOfValue, diff } from './diff.ts';
export { applyEdits, type DraftEdit, type EditFault } from './draft-edits.ts';
export { addParameter, setCell, setParameter } from './edit.ts';
export { writtenExample } from './examples.ts';
export { houseClauses } from './house-clauses.ts';
export { plainText } from './markup.ts';
export { marked } from './marked.ts';
export { type Choices, merge, type Merged } from './merge.ts';
export { outlineOf, unixLines } from './outline.ts';
export type {
  Block,
  BookMeta,
  CatalogueLookup,
  Chapter,
  Clause,
  Compiled,
  CompileError,
  Inline,
  Registry,
  Rulebook,
  Surroundings,
  TableValue,
  Value,
  Values,
  WrittenExample,
} from './types.ts';
export { describeScalar, findParameter } from './values.ts';
