/** A filled text as pages for the PDF: what the lines look like on A4. */
import type { DocumentLine, Run } from '#core/deals/index.ts';
import type { PdfContent, PdfPages } from '#server/platform/pdf/index.ts';

const text = (runs: readonly Run[]): unknown[] =>
  runs.map(({ text: words, strong, isFilled }) => ({
    text: words,
    ...(strong ? { bold: true } : {}),
    ...(isFilled ? { decoration: 'underline', decorationStyle: 'solid' } : {}),
  }));

function paragraphOf(line: DocumentLine): PdfContent {
  const words = text(line.cells[0] ?? []);
  if (line.kind === 'title')
    return { text: words, fontSize: 18, bold: true, alignment: 'center', margin: [0, 4, 0, 14] };
  if (line.kind === 'heading') return { text: words, fontSize: 12, bold: true, margin: [0, 12, 0, 4] };
  if (line.kind === 'note') return { text: words, fontSize: 9, color: '#6b6b66', margin: [0, 2, 0, 4] };
  if (line.kind === 'item') return { ul: [{ text: words }], margin: [0, 2, 0, 2] };
  if (line.kind === 'page') return { text: '', pageBreak: 'after' };
  return { text: words, margin: [0, 2, 0, 4] };
}

function tableOf(rows: readonly DocumentLine[]): PdfContent {
  const columns = Math.max(...rows.map((row) => row.cells.length));
  const body = rows.map((row) =>
    Array.from({ length: columns }, (_, at) => ({
      text: text(row.cells[at] ?? []),
      ...(row.isHeader ? { bold: true } : {}),
    })),
  );
  return { margin: [0, 4, 0, 8], table: { dontBreakRows: true, widths: Array(columns).fill('*'), body } };
}

export function pagesOf(
  lines: readonly DocumentLine[],
  options: {
    readonly title: string;
    readonly company: string;
    readonly footerText: string;
    readonly copies: readonly string[];
    readonly isDraft: boolean;
  },
): PdfPages {
  const content: PdfContent[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as DocumentLine;
    let end = at + 1;
    if (line.kind === 'row') {
      while (lines[end]?.kind === 'row') end += 1;
      content.push(tableOf(lines.slice(at, end)));
    } else if (line.kind === 'columns') {
      content.push({ columns: line.cells.map((cell) => ({ text: text(cell) })), margin: [0, 10, 0, 10] });
    } else content.push(paragraphOf(line));
    at = end;
  }
  const { title, company, footerText, copies, isDraft } = options;
  return {
    pageSize: 'A4',
    pageMargins: [56, 56, 56, 64],
    defaultStyle: { font: 'Noto', fontSize: 10.5, lineHeight: 1.45 },
    info: { title, author: company },
    ...(isDraft
      ? { watermark: { text: '草稿 DRAFT', color: '#888888', opacity: 0.18, bold: true, font: 'Noto' } }
      : {}),
    content: content.length > 0 ? content : [{ text: '' }],
    footerText,
    ...(copies.length > 0 ? { copies } : {}),
  };
}
