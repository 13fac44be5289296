/** Panels of other capabilities on a customer's page: web/<capability>/CustomerPanel.tsx is found by itself and loaded when needed. */
import type { ComponentType } from 'react';
import { panelsIn } from '../shell/panels.ts';

type Module = { CustomerPanel: ComponentType<{ readonly customerId: string }> };

export const otherPanels = panelsIn(import.meta.glob<Module>('../*/CustomerPanel.tsx'), 'CustomerPanel');
