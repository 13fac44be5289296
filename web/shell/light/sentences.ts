/**
 * Stands in for i18next and react-i18next in the browser (see vite.config.ts): flat keys, `{{blanks}}`, one language at a time is all
 * we use of them, and it is 1 kB instead of 17. Types still come from the packages, so calls are checked as before. No plurals and no
 * nesting: a sentence that needs them says so with two keys.
 */
import { useMemo, useSyncExternalStore } from 'react';

type Values = Readonly<Record<string, unknown>>;

const bundles = new Map<string, Record<string, string>>();
const watchers = new Set<() => void>();
let language = 'zh-CN';
let version = 0;
let sayMissing = (key: string): string => key;

const changed = (): void => {
  version += 1;
  for (const watcher of watchers) watcher();
};
const find = (key: string): string | undefined => bundles.get(language)?.[key];
const fill = (sentence: string, values?: Values): string =>
  sentence.replace(/\{\{-?\s*(\w+)\s*\}\}/g, (_, name: string) => String(values?.[name] ?? ''));

const t = (key: string, values?: Values): string => fill(find(key) ?? sayMissing(key), values);

const i18n = {
  get language(): string {
    return language;
  },
  t,
  exists: (key: string): boolean => find(key) !== undefined,
  use: () => i18n,
  init: async (options: { lng: string; parseMissingKeyHandler?: (key: string) => string }): Promise<void> => {
    language = options.lng;
    sayMissing = options.parseMissingKeyHandler ?? sayMissing;
  },
  addResourceBundle: (of: string, _namespace: string, sentences: Readonly<Record<string, string>>): void => {
    bundles.set(of, { ...bundles.get(of), ...sentences });
    changed();
  },
  changeLanguage: async (to: string): Promise<void> => {
    language = to;
    changed();
  },
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export function useTranslation() {
  const seen = useSyncExternalStore(watch, () => version);
  // A new `t` whenever sentences or language have changed, so that memoised parts draw again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `seen` stands for what `t` reads
  return useMemo(() => ({ t: (key: string, values?: Values) => t(key, values), i18n, ready: true }), [seen]);
}

export const initReactI18next = {};
export default i18n;
