/** Facts and input of the kinds of decision about approvals. */
import type { approvalKinds } from '#core/approvals/index.ts';
import type { ShapesOf } from './kit.ts';

export const approvalShapes: ShapesOf<typeof approvalKinds> = {};
