/**
 * Titles of all pages in one small file per language, for the menu: taken out of the sentences of the capabilities, which come with
 * their pages. `virtual:titles` answers with a loader per language; `virtual:titles/sounds` with how each Chinese title is typed, in
 * whole syllables and in initials, so that the browser needs no dictionary to find a page by them.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import type { Plugin } from 'vite';

const NAME = 'virtual:titles';
const languages = ['zh-CN', 'zh-TW', 'en'] as const;

export function titles(web: string): Plugin {
  const inside = (id: string): string => `\0${id}`;
  const asked = (): string[] =>
    globSync('*/*routes.tsx', { cwd: web }).flatMap((file) =>
      [...readFileSync(join(web, file), 'utf8').matchAll(/\btitle: '([^']+)'/g)].map((match) => match[1] ?? ''),
    );
  const titlesIn = async (language: string): Promise<Record<string, string>> => {
    const found: Record<string, string> = {};
    for (const file of globSync(`*/locales/${language}.ts`, { cwd: web }))
      Object.assign(found, ((await import(join(web, file))) as { default: Record<string, string> }).default);
    return Object.fromEntries(asked().map((key) => [key, found[key] ?? key]));
  };
  const typed = (title: string): string =>
    [
      pinyin(title, { toneType: 'none', type: 'array' }).join(''),
      pinyin(title, { pattern: 'first', type: 'array' }).join(''),
    ]
      .join(' ')
      .toLowerCase();
  const module = (values: Record<string, string>): string => `export default ${JSON.stringify(values)}`;
  return {
    name: 'titles',
    resolveId: (id) => (id.startsWith(NAME) ? inside(id) : null),
    async load(id) {
      if (id === inside(NAME))
        return `export default { ${languages.map((one) => `'${one}': () => import('${NAME}/${one}')`).join(', ')} }`;
      if (id === inside(`${NAME}/sounds`))
        return module(
          Object.fromEntries(Object.entries(await titlesIn('zh-CN')).map(([key, title]) => [key, typed(title)])),
        );
      const language = languages.find((one) => id === inside(`${NAME}/${one}`));
      return language ? module(await titlesIn(language)) : null;
    },
  };
}
