/** Which languages there are, and which one a browser wants; by itself, because pages without the frame need no more. */
export const languages = ['zh-CN', 'zh-TW', 'en'] as const;
export type Language = (typeof languages)[number];
export const languageNames: Record<Language, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' };

export const REMEMBERED = 'guike.language';
export const isLanguage = (value: string | null): value is Language => languages.includes(value as Language);

export function preferredLanguage(): Language {
  const remembered = localStorage.getItem(REMEMBERED);
  if (isLanguage(remembered)) return remembered;
  for (const wanted of navigator.languages) {
    if (/^zh\b/i.test(wanted)) return /hant|tw|hk|mo/i.test(wanted) ? 'zh-TW' : 'zh-CN';
    if (/^en\b/i.test(wanted)) return 'en';
  }
  return 'zh-CN';
}
