/** Panels of other capabilities on the page of a deal: web/<capability>/DealPanel.tsx is found by itself and loaded when needed. */
import { type ComponentType, lazy } from 'react';

type Panel = ComponentType<{ readonly dealId: string }>;

const found = import.meta.glob<{ DealPanel: Panel }>('../*/DealPanel.tsx');

export const otherPanels: readonly { readonly key: string; readonly Panel: Panel }[] = Object.entries(found)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([key, load]) => ({ key, Panel: lazy(async () => ({ default: (await load()).DealPanel })) }));
