/** Panels of other capabilities on the page of a deal: web/<capability>/DealPanel.tsx is found by itself and loaded when needed. */
import type { ComponentType } from 'react';
import { panelsIn } from '../shell/panels.ts';

type Module = { DealPanel: ComponentType<{ readonly dealId: string }> };

export const otherPanels = panelsIn(import.meta.glob<Module>('../*/DealPanel.tsx'), 'DealPanel');
