/**
 * Languages: Simplified Chinese first, Traditional Chinese and English complete. Sentences are flat objects in
 * web/<capability>/locales/<language>.ts, found by themselves; keys start with the capability ("claims.today.title").
 */
import type { Locale as AntdLocale } from 'antd/es/locale';
import dayjs from 'dayjs';
import localizedFormat from 'dayjs/plugin/localizedFormat';
import relativeTime from 'dayjs/plugin/relativeTime';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import titles from 'virtual:titles';
import { type Family, familyNames, familyOf } from './families.ts';
import { isLanguage, type Language, preferredLanguage, REMEMBERED } from './language.ts';

dayjs.extend(utc);
dayjs.extend(timezone);
dayjs.extend(relativeTime);
dayjs.extend(localizedFormat);

export { type Language, languageNames, languages } from './language.ts';

type Sentences = Readonly<Record<string, string>>;
type Load = () => Promise<{ default: Sentences }>;

const shellSentences = import.meta.glob<{ default: Sentences }>(['./locales/*.ts', '../session/locales/*.ts']);
const pageSentences = import.meta.glob<{ default: Sentences }>([
  '../*/locales/*.ts',
  '!../shell/locales/*.ts',
  '!../session/locales/*.ts',
]);

const antdLocales: Record<Language, () => Promise<{ default: AntdLocale }>> = {
  'zh-CN': () => import('antd/es/locale/zh_CN'),
  'zh-TW': () => import('antd/es/locale/zh_TW'),
  en: () => import('antd/es/locale/en_US'),
};
const dayjsLocales: Record<Language, { name: string; load: () => Promise<unknown> }> = {
  'zh-CN': { name: 'zh-cn', load: () => import('dayjs/locale/zh-cn') },
  'zh-TW': { name: 'zh-tw', load: () => import('dayjs/locale/zh-tw') },
  en: { name: 'en', load: async () => null },
};

let antdLocale: AntdLocale | undefined;
export const currentAntdLocale = (): AntdLocale | undefined => antdLocale;
export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : 'zh-CN');

const OTHERS_AFTER_MS = 300;
const loaded = new Set<string>();
async function load(language: Language, from: Record<string, Load>): Promise<void> {
  const files = Object.entries(from).filter(([file]) => file.endsWith(`/${language}.ts`) && !loaded.has(file));
  await Promise.all(
    files.map(async ([file, read]) => {
      i18next.addResourceBundle(language, 'translation', (await read()).default, true, true);
      loaded.add(file);
    }),
  );
}

const ofFamily = (family: Family): Record<string, Load> =>
  Object.fromEntries(Object.entries(pageSentences).filter(([file]) => familyOf(file.split('/')[1] ?? '') === family));

const wanted = new Set<Family>();
let pagesWanted = false;
const isOnTheWay = (): boolean =>
  [...wanted].some((family) =>
    Object.keys(ofFamily(family)).some((file) => file.endsWith(`/${currentLanguage()}.ts`) && !loaded.has(file)),
  );

/** The sentences of the other families follow when the browser has nothing else to do: a notice may speak of anything. */
let othersFollow = false;
function followWithOthers(): void {
  if (othersFollow) return;
  othersFollow = true;
  for (const family of familyNames) wanted.add(family);
  setTimeout(() => {
    const asked = familyNames.map((family) => load(currentLanguage(), ofFamily(family)));
    void Promise.all(asked).catch(() => {
      othersFollow = false; // asked for again with the next page
    });
  }, OTHERS_AFTER_MS);
}

async function loadForPages(language: Language): Promise<void> {
  const [antd] = await Promise.all([
    antdLocales[language](),
    load(language, { [`titles/${language}.ts`]: titles[language] as Load }),
    ...[...wanted].map((family) => load(language, ofFamily(family))),
  ]);
  antdLocale = antd.default;
}

/** What the frame around every page says: titles of the menu, and the sentences of Ant Design. */
export async function loadFrameSentences(): Promise<void> {
  pagesWanted = true;
  await loadForPages(currentLanguage());
  followWithOthers();
}

/** The sentences of a page and its relatives, or of a part that stands on a page of another family. */
export async function loadSentencesOf(capability: string): Promise<void> {
  const family = familyOf(capability);
  if (!family) return;
  wanted.add(family);
  await load(currentLanguage(), ofFamily(family));
  followWithOthers();
}

/** The language a person chose elsewhere, unless one was chosen in this browser. */
export function adoptLanguage(language: string): void {
  if (localStorage.getItem(REMEMBERED) === null && isLanguage(language) && language !== currentLanguage())
    void changeLanguage(language);
}

async function changeLanguage(language: Language): Promise<void> {
  await Promise.all([
    dayjsLocales[language].load(),
    load(language, shellSentences),
    pagesWanted ? loadForPages(language) : null,
  ]);
  dayjs.locale(dayjsLocales[language].name);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

/** Chosen by the person: stays chosen in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(REMEMBERED, language);
  await changeLanguage(language);
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    resources: {},
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
    // A part of another family may be drawn before its sentences are here: it says nothing for that moment, never its keys.
    parseMissingKeyHandler: (key: string) => (isOnTheWay() ? '' : key),
  });
  await changeLanguage(preferredLanguage());
}

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g;
/** The sentence of something that carries `zh` and `en` (refusals, permissions, parameters); an instant in it as the site's clock shows it. */
export const textOf = (text: { readonly zh: string; readonly en: string }): string =>
  (currentLanguage() === 'en' ? text.en : text.zh).replace(INSTANT, (instant) =>
    dayjs(instant).tz().format('YYYY-MM-DD HH:mm'),
  );

/** A person's own words as they are, the product's in the reader's language. */
export const wordsOf = (said: string | { readonly zh: string; readonly en: string }): string =>
  typeof said === 'string' ? said : textOf(said);

const isText = (value: unknown): value is { zh: string; en: string } =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
/** The blanks of a sentence: what carries `zh` and `en` in the reader's language. */
export const inLanguage = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, isText(value) ? textOf(value) : value]));
