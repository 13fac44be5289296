export { compile } from './compile.ts';
export { addParameter, setCell, setParameter } from './edit.ts';
export { writtenExample } from './examples.ts';
export { houseClauses } from './house-clauses.ts';
export { plainText } from './markup.ts';
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
