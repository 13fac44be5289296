/**
 * Titles of all pages in one small file per language, for the menu: taken out of the sentences of the capabilities, which come with
 * their pages. `virtual:titles` answers with a loader per language.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const NAME = 'virtual:titles';
const languages = ['zh-CN', 'zh-TW', 'en'] as const;

export function titles(web: string): Plugin {
  const inside = (id: string): string => `\0${id}`;
  const asked = (): string[] =>
    globSync('*/*routes.tsx', { cwd: web }).flatMap((file) =>
      [...readFileSync(join(web, file), 'utf8').matchAll(/\btitle: '([^']+)'/g)].map((match) => match[1] ?? ''),
    );
  const written = async (language: string): Promise<string> => {
    const found: Record<string, string> = {};
    for (const file of globSync(`*/locales/${language}.ts`, { cwd: web }))
      Object.assign(found, ((await import(join(web, file))) as { default: Record<string, string> }).default);
    return `export default ${JSON.stringify(Object.fromEntries(asked().map((key) => [key, found[key] ?? key])))}`;
  };
  return {
    name: 'titles',
    resolveId: (id) => (id.startsWith(NAME) ? inside(id) : null),
    async load(id) {
      if (id === inside(NAME))
        return `export default { ${languages.map((one) => `'${one}': () => import('${NAME}/${one}')`).join(', ')} }`;
      const language = languages.find((one) => id === inside(`${NAME}/${one}`));
      return language ? written(language) : null;
    },
  };
}
