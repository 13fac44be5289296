/** What other capabilities have for today's list: web/<capability>/TodayPanel.tsx is found by itself and loaded when needed. */
import type { ComponentType } from 'react';
import { panelsIn } from '../shell/panels.ts';

type Module = { TodayPanel: ComponentType };

export const todayPanels = panelsIn(import.meta.glob<Module>('../*/TodayPanel.tsx'), 'TodayPanel');
