/** Facts and input of the kinds of decision about the customer file. */
import type { customerKinds } from '#core/customers/index.ts';
import { business, courses } from './customers-course.ts';
import { files, joins } from './customers-identity.ts';
import { privacy } from './customers-privacy.ts';
import type { ShapesOf } from './kit.ts';

export type Shapes = ShapesOf<typeof customerKinds>;
export const customerShapes: Shapes = { ...files, ...joins, ...courses, ...business, ...privacy };
