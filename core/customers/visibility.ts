/** Who may see a customer's file. The server writes the same rule into its queries; this is the one it is tested against. */
import type { Handling, Viewer } from './types.ts';

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
