/** Who may see a customer's file. The server writes the same rule into its queries; this is the one it is tested against. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { Handling, Scope, Viewer } from './types.ts';

export const scopeClauses: Readonly<Record<Scope, readonly string[]>> = {
  self: ['S3.01.v.sales'],
  team: ['S3.01.v.supervisor'],
  site: ['S3.01.v.supervisor'],
  company: ['S3.01.v.manager', 'S3.01.v.gm'],
};

const handles = (viewer: Viewer, handling: Handling): boolean =>
  handling.ownerId === viewer.staffId || handling.servingIds.includes(viewer.staffId);

/** Own business is always in view; what widens it is the scope. Confidential business stays with its people and the company's head. */
export const isVisible = (viewer: Viewer, handling: Handling): boolean => {
  if (viewer.scope === null) return false;
  if (handles(viewer, handling) || viewer.scope === 'company') return true;
  if (handling.confidential) return false;
  if (viewer.scope === 'site') return handling.siteId !== null && viewer.siteIds.includes(handling.siteId);
  if (viewer.scope === 'team') return handling.teamId !== null && viewer.teamIds.includes(handling.teamId);
  return false;
};

export const decideView = (
  viewer: Viewer,
  handling: Handling,
): Decision<{ scope: Scope }, 'NO_VIEW' | 'OUT_OF_SCOPE'> => {
  const denied = ['S2.03.a7', 'S2.05.s1.access', 'S2.05.w4.rights'];
  if (viewer.scope === null) return refuse('NO_VIEW', denied);
  if (isVisible(viewer, handling)) return accept({ scope: viewer.scope }, [...denied, ...scopeClauses[viewer.scope]]);
  const secret = handling.confidential ? ['S2.03.a5'] : [];
  return refuse('OUT_OF_SCOPE', [...denied, ...scopeClauses[viewer.scope], ...secret]);
};
