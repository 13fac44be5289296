/** What other capabilities have for today's list: web/<capability>/TodayPanel.tsx is found by itself and loaded when needed. */
import { type ComponentType, lazy } from 'react';
import { loadSentencesOf } from '../shell/i18n.ts';

const found = import.meta.glob<{ TodayPanel: ComponentType }>('../*/TodayPanel.tsx');

export const todayPanels: readonly { readonly key: string; readonly Panel: ComponentType }[] = Object.entries(found)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([key, load]) => ({
    key,
    Panel: lazy(async () => {
      const [panel] = await Promise.all([load(), loadSentencesOf(key.split('/')[1] ?? '')]);
      return { default: panel.TodayPanel };
    }),
  }));
