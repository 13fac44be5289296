/** Panels of other capabilities on a customer's page: web/<capability>/CustomerPanel.tsx is found by itself and loaded when needed. */
import { type ComponentType, lazy } from 'react';

type Panel = ComponentType<{ readonly customerId: string }>;

const found = import.meta.glob<{ CustomerPanel: Panel }>('../*/CustomerPanel.tsx');

export const otherPanels: readonly { readonly key: string; readonly Panel: Panel }[] = Object.entries(found)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([key, load]) => ({ key, Panel: lazy(async () => ({ default: (await load()).CustomerPanel })) }));
