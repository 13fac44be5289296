/** Parts one capability lends to a page of another, found by their file's name: loaded when needed, and with the sentences they speak. */
import { type ComponentType, lazy } from 'react';
import { loadSentencesOf } from './i18n.ts';

export interface Panel<Props> {
  readonly key: string;
  readonly Panel: ComponentType<Props>;
}

/** `found` is what import.meta.glob answers: "../capability/NamePanel.tsx" and how to read it. */
export const panelsIn = <Name extends string, Props>(
  found: Readonly<Record<string, () => Promise<Readonly<Record<Name, ComponentType<Props>>>>>>,
  name: Name,
): readonly Panel<Props>[] =>
  Object.entries(found)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, read]) => ({
      key,
      Panel: lazy(async () => {
        const [module] = await Promise.all([read(), loadSentencesOf(key.split('/')[1] ?? '')]);
        return { default: module[name] };
      }) as unknown as ComponentType<Props>,
    }));
