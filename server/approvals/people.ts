/** Who could come into question at a step: the holders of its posts at the site, those named in it, and whoever signs for them. */
import { type PersonFacts, postsAt, signingRoles, type StandIns, type Step } from '#core/approvals/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import type { Approval } from './store.ts';
import { type House, houseAt, inQuestion } from './views-people.ts';

export interface Wanted {
  readonly roles: readonly string[];
  readonly staff: readonly string[];
}
/** Posts and people that can have to do with a step: what the inbox looks for before it decides. */
export function wantedAt(steps: readonly Step[], stepKey: string | null, standIns: StandIns): Wanted {
  const step = steps.find(({ key }) => key === stepKey);
  if (!step) return { roles: [], staff: [] };
  return {
    roles: postsAt(step, standIns, signingRoles),
    staff: step.seats.flatMap(({ staffId }) => (staffId ? [staffId] : [])),
  };
}

type Asked = Pick<Approval, 'id' | 'matter' | 'siteId' | 'timeZone' | 'steps' | 'standIns'>;

/** Of the present step and the others, so that whoever is early can be told so. */
function wantedAnywhere({ steps, standIns }: Asked): Wanted {
  const all = steps.map(({ key }) => wantedAt(steps, key, standIns));
  return {
    roles: [...new Set(all.flatMap(({ roles }) => roles))],
    staff: [...new Set(all.flatMap(({ staff }) => staff))],
  };
}

export const peopleIn = (house: House, approval: Asked): PersonFacts[] =>
  inQuestion(house, approval, wantedAnywhere(approval));

export async function peopleOf(tx: Tx, approval: Asked, now: Instant): Promise<PersonFacts[]> {
  const { staff } = wantedAnywhere(approval);
  return peopleIn(await houseAt(tx, now, [approval.siteId], staff), approval);
}
