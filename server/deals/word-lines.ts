/** The body of a Word document as lines: paragraphs with what is bold, tables with their rows. */
import type { DocumentLine, LineKind, Run } from '#core/deals/index.ts';

const TOKEN = /<(\/?)(w:[A-Za-z]+)((?:\s[^<>]*)?)>|([^<]+)/g;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{2,4}));/g, (whole, decimal, hex, name: string) => {
    if (name) return entities[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });

interface Paragraph {
  readonly runs: Run[];
  isCentred: boolean;
  isTitle: boolean;
  breaks: boolean;
}
const paragraph = (): Paragraph => ({ runs: [], isCentred: false, isTitle: false, breaks: false });

function kindOf({ runs, isCentred, isTitle }: Paragraph): LineKind {
  const isStrong = runs.length > 0 && runs.every((run) => run.strong || run.text.trim() === '');
  if (isTitle || (isCentred && isStrong)) return 'title';
  return isStrong ? 'heading' : 'paragraph';
}

export function linesOfXml(xml: string): DocumentLine[] {
  const lines: DocumentLine[] = [];
  let here = paragraph();
  let strong = false;
  let inText = false;
  let row: Run[][] | null = null;
  let depth = 0; // of tables: an inner one is read as part of its cell

  const endParagraph = (): void => {
    const hasText = here.runs.some((run) => run.text.trim() !== '');
    if (row) {
      const cell = row.at(-1);
      if (cell && hasText)
        cell.push(...(cell.length > 0 ? [{ text: ' ', strong: false, isFilled: false }] : []), ...here.runs);
    } else {
      if (here.breaks && lines.length > 0) lines.push({ kind: 'page', cells: [] });
      if (hasText) lines.push({ kind: kindOf(here), cells: [here.runs] });
    }
    here = paragraph();
  };
  const open = (name: string, attributes: string): void => {
    const isOff = /w:val="(?:0|false|none)"/.test(attributes);
    if (name === 'w:p') here = paragraph();
    else if (name === 'w:r') strong = false;
    else if (name === 'w:b') strong = !isOff;
    else if (name === 'w:t') inText = true;
    else if (name === 'w:jc') here.isCentred = /w:val="center"/.test(attributes);
    else if (name === 'w:pStyle') here.isTitle = /w:val="(?:Title|Heading1|1)"/.test(attributes);
    else if (name === 'w:tab' || (name === 'w:br' && !/type="page"/.test(attributes)))
      here.runs.push({ text: ' ', strong, isFilled: false });
    else if (name === 'w:br') here.breaks = true;
    else if (name === 'w:tbl') depth += 1;
    else if (name === 'w:tr' && depth === 1) row = [];
    else if (name === 'w:tc' && depth === 1) row?.push([]);
  };
  const close = (name: string): void => {
    if (name === 'w:p') endParagraph();
    else if (name === 'w:t') inText = false;
    else if (name === 'w:tbl') depth -= 1;
    else if (name === 'w:tr' && depth === 1) {
      if (row) lines.push({ kind: 'row', cells: row });
      row = null;
    }
  };

  for (const [, slash, name, attributes = '', text] of xml.matchAll(TOKEN)) {
    if (text !== undefined) {
      if (inText) here.runs.push({ text: decode(text), strong, isFilled: false });
    } else if (name !== undefined) {
      const isWhole = attributes.endsWith('/');
      // In a paragraph's properties the mark of its end may be bold; only what runs carry is looked at.
      if (!slash) open(name, attributes);
      if (slash || (isWhole && (name === 'w:t' || name === 'w:p'))) close(name);
    }
  }
  return lines;
}
