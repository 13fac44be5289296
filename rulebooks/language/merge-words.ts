/** Conflicts of a merge, in words a person can choose by. */
import type { Words } from './diff.ts';
import type { Side } from './three-way.ts';
import type { Registry } from './types.ts';
import { describeScalar, findParameter, type Scalar } from './values.ts';

export type Conflict = Readonly<Record<Side, string | null>> & {
  /** Stable while none of the three texts changes. */
  readonly id: string;
  readonly what: 'value' | 'cell' | 'paragraph' | 'clause' | 'attribute' | 'order' | 'chapter' | 'meta';
  readonly clause: string | null;
  readonly about: Words;
};

export const describe = {
  clause: (id: string): Words => ({ zh: `第 ${id} 条`, en: `Clause ${id}` }),
  paragraph: (id: string, number: number): Words => ({
    zh: `第 ${id} 条的条文（第 ${number} 处）`,
    en: `Text of clause ${id} (place ${number})`,
  }),
  gloss: (id: string): Words => ({ zh: `第 ${id} 条的英文释义`, en: `English gloss of clause ${id}` }),
  place: (id: string): Words => ({ zh: `第 ${id} 条的位置`, en: `Place of clause ${id}` }),
  order: (chapter: string): Words => ({ zh: `“${chapter}”内各条的顺序`, en: `Order of the clauses in "${chapter}"` }),
  chapterOrder: (): Words => ({ zh: '各章的顺序', en: 'Order of the chapters' }),
  chapter: (title: string, field: 'title' | 'gloss' | 'notes'): Words => {
    const zh = { title: '标题', gloss: '英文标题', notes: '章首说明' }[field];
    const en = { title: 'Title', gloss: 'English title', notes: 'Text' }[field];
    return { zh: `“${title}”的${zh}`, en: `${en} of "${title}"` };
  },
  meta: (field: string): Words => ({ zh: `说明栏 ${field}`, en: `Front matter: ${field}` }),
  parameter: (name: string, registry: Registry): Words => {
    const [parameter = '', ...cell] = name.split(' ');
    const label = findParameter(registry, parameter)?.label ?? { zh: parameter, en: parameter };
    return { zh: [label.zh, ...cell].join('·'), en: [label.en, ...cell].join(', ') };
  },
  value: (name: string, written: string, registry: Registry): string => {
    const parameter = findParameter(registry, name.split(' ')[0] ?? '');
    if (!parameter) return written;
    if (parameter.type === 'table') return `${written}${parameter.totals === 100 ? '%' : ''}`;
    return describeScalar(parameter, scalarOf(written)).zh.trim();
  },
};

function scalarOf(written: string): Scalar {
  try {
    return JSON.parse(written) as Scalar;
  } catch {
    return written;
  }
}

/** The text of a clause with its values as they read, the tags of tables left out. */
export const readable = (text: string, registry: Registry): string =>
  text
    .replace(/\{%\s*param\s+name="([^"]+)"\s+value=("[^"]*"|[^\s/%]+)\s*\/%\}/g, (_tag, name: string, value: string) =>
      describe.value(name, value, registry),
    )
    .replace(/^\s*\{%\s*\/?table\b[^%]*%\}\s*$\n?/gm, '')
    .trim();
