/** Lays a document out on a thread of its own: half a second of work that nobody at a desk should wait for. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { sfntOf } from './sfnt.ts';

interface PdfLibrary {
  readonly virtualfs: { writeFileSync(name: string, data: Buffer): void };
  setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
  setUrlAccessPolicy(allowed: () => boolean): void;
  setLocalAccessPolicy(allowed: (path: string) => boolean): void;
  createPdf(definition: unknown): { getBuffer(): Promise<Buffer> };
}

const require = createRequire(import.meta.url);
const library = require('pdfmake') as PdfLibrary;
for (const weight of [400, 700]) {
  const file = require.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-${weight}-normal.woff`);
  library.virtualfs.writeFileSync(`noto-${weight}.ttf`, sfntOf(readFileSync(file)));
}
library.setFonts({ Noto: { normal: 'noto-400.ttf', bold: 'noto-700.ttf' } });
// A paper is text: whatever it says, nothing is fetched and no file is read for it.
library.setUrlAccessPolicy(() => false);
library.setLocalAccessPolicy(() => false);

const { footerText, copies, content, ...definition } = workerData as {
  footerText: string;
  copies?: readonly string[];
  content: readonly unknown[];
};
const footer = (page: number, pages: number) => {
  const each = copies ? Math.round(pages / copies.length) : pages; // the same text takes the same pages each time
  const copy = copies?.[Math.floor((page - 1) / each)];
  return {
    columns: [
      copy ? `${footerText}  ${copy}` : footerText,
      { text: `${((page - 1) % each) + 1} / ${each}`, alignment: 'right' },
    ],
    color: '#6b6b66',
    fontSize: 8,
    margin: [56, 20, 56, 0],
  };
};
const again = (first: boolean): unknown[] => {
  const [head, ...rest] = structuredClone(content) as [object, ...unknown[]];
  return [first ? head : { ...head, pageBreak: 'before' }, ...rest];
};
const all = copies ? copies.flatMap((_, index) => again(index === 0)) : content;
const pdf = await library.createPdf({ ...definition, content: all, footer }).getBuffer();
parentPort?.postMessage(pdf);
