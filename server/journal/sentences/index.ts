import type { Kinds, Reasons } from './kit.ts';
import { rulebookKinds, rulebookReasons } from './rulebook.ts';

export const kinds: Kinds = { ...rulebookKinds };
export const reasons: Reasons = { ...rulebookReasons };
