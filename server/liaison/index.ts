/** Written notices between departments: orders forwarded, customers' demands passed on, causes told. The public face of the capability. */
import type { Capability } from '#server/capabilities.ts';
import { departmentEndpoints } from './departments.ts';
import './joined.ts';
import { noteEndpoints } from './notes.ts';
import './orders.ts';

export { onNoteDone, send as sendNote } from './notes.ts';

export const liaisonCapability: Capability = {
  name: 'liaison',
  endpoints: [...departmentEndpoints, ...noteEndpoints],
};
