/** A rulebook and its signatures as a printed document: what the pages say, for the PDF library. Pure, so that it can be tested. */
import type { z } from 'zod';
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { RulebookBlock, RulebookInline } from '#contract/rulebook-document.ts';
import type { signOff } from '#contract/rulebook-sign-off.ts';
import { localDateOf, timeOfDayOf } from '#core/kernel/instant.ts';
import type { PdfContent as Content, PdfPages } from '#server/platform/pdf/index.ts';

export type Printed = ResponseOf<typeof signOff.printed>;
type Block = z.output<typeof RulebookBlock>;
type Inline = z.output<typeof RulebookInline>;

const GREY = '#6b6b66';
const inline = (part: Inline): string | Content =>
  part.kind === 'text'
    ? part.strong
      ? { text: part.text, bold: true }
      : part.text
    : { text: part.zh, decoration: 'underline' };

function block(one: Block): Content {
  if (one.kind === 'paragraph') return { text: one.content.map(inline), margin: [0, 2, 0, 2] };
  if (one.kind === 'list')
    return { [one.ordered ? 'ol' : 'ul']: one.items.map((item) => ({ text: item.map(inline) })), margin: [0, 2, 0, 4] };
  return {
    margin: [0, 4, 0, 8],
    layout: 'lightHorizontalLines',
    table: {
      headerRows: 1,
      widths: ['*', ...one.columns.map(() => 'auto')],
      body: [
        [one.corner, ...one.columns.map((column) => ({ text: column.label, alignment: 'right' }))],
        ...one.rows.map((row) => [
          row.label,
          ...row.cells.map((cell) => ({ text: `${cell}${one.unit}`, alignment: 'right' })),
        ]),
      ],
    },
  };
}

const when = (instant: string): string => {
  const zone = 'Asia/Shanghai'; // a paper for the company, not for one site
  return `${localDateOf(instant, zone)} ${timeOfDayOf(instant, zone)}`;
};

/** A shipped text was in force before anything was recorded: it has no first day. */
const since = (instant: string): string => (instant < '2001' ? '' : `，自 ${when(instant)} 起生效`);

function signatures({ signatures: rows }: Printed): Content[] {
  if (rows.length === 0) return [];
  const signed = rows.filter((row) => row.signedAt !== null).length;
  return [
    { text: '签收', style: 'chapter', pageBreak: 'before' },
    { text: `应签收 ${rows.length} 人，已签收 ${signed} 人。`, margin: [0, 0, 0, 8] },
    {
      layout: 'lightHorizontalLines',
      table: {
        headerRows: 1,
        widths: ['*', '*', 110, 110],
        body: [
          ['姓名', '门店', '签收时间', '签字'].map((text) => ({ text, bold: true })),
          ...rows.map((row) => [row.person.name, row.site.name, row.signedAt ? when(row.signedAt) : '未签收', '']),
        ],
      },
    },
  ];
}

export function layout(printed: Printed): PdfPages {
  const { document, company, printedAt, fingerprint } = printed;
  const { version } = document;
  return {
    pageSize: 'A4',
    pageMargins: [56, 64, 56, 64],
    defaultStyle: { font: 'Noto', fontSize: 10.5, lineHeight: 1.35 },
    styles: { chapter: { fontSize: 14, bold: true, margin: [0, 14, 0, 6] } },
    info: { title: `${document.meta.title} 第 ${version.number} 版`, author: company },
    header: { text: company, color: GREY, fontSize: 9, margin: [56, 32, 56, 0] },
    content: [
      { text: document.meta.title, fontSize: 20, bold: true, margin: [0, 0, 0, 4] },
      {
        text: `第 ${version.number} 版${since(version.effectiveFrom)}`,
        color: GREY,
        margin: [0, 0, 0, 12],
      },
      ...document.chapters.flatMap((chapter) => [
        { text: chapter.title, style: 'chapter' },
        ...chapter.notes.map(block),
        ...chapter.clauses.map((clause) => ({
          columns: [
            { width: 46, text: clause.id, bold: true, margin: [0, 2, 0, 2] },
            { width: '*', stack: clause.body.map(block) },
          ],
        })),
      ]),
      ...signatures(printed),
    ],
    /** Filled in by the thread, which alone can carry functions. */
    footerText: `${fingerprint}  ${when(printedAt)} 打印`,
  };
}
