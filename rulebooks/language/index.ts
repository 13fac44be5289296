export { compile } from './compile.ts';
export { addParameter, setCell, setParameter } from './edit.ts';
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
  TableValue,
  Value,
  Values,
} from './types.ts';
export { describeScalar, findParameter } from './values.ts';
