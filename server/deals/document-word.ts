/** A filled text of the product's own kind as a Word file: plain enough for any version of Word or WPS to open. */
import PizZip from 'pizzip';
import type { DocumentLine, Run } from '#core/deals/index.ts';
import { watermarkIn } from './word-draft.ts';

const escaped = (text: string): string =>
  text
    .replace(/[\p{Cc}\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const FONT = '<w:rFonts w:ascii="SimSun" w:hAnsi="SimSun" w:eastAsia="SimSun" w:cs="SimSun"/>';
const run = ({ text, strong, isFilled }: Run, size: number): string =>
  `<w:r><w:rPr>${FONT}${strong ? '<w:b/>' : ''}${isFilled ? '<w:u w:val="single"/>' : ''}<w:sz w:val="${size}"/></w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
const para = (runs: readonly Run[], size: number, properties: string): string =>
  `<w:p><w:pPr><w:spacing w:line="360" w:lineRule="auto"/>${properties}</w:pPr>${runs.map((one) => run(one, size)).join('')}</w:p>`;
const bold = (runs: readonly Run[]): Run[] => runs.map((one) => ({ ...one, strong: true }));

function table(rows: readonly DocumentLine[], isRuled: boolean): string {
  const columns = Math.max(...rows.map((row) => row.cells.length));
  const width = Math.floor(9000 / columns);
  const edge = (side: string) => `<w:${side} w:val="${isRuled ? 'single' : 'nil'}" w:sz="4"/>`;
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('');
  const cell = (runs: readonly Run[]) =>
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${para(runs, 21, '')}</w:tc>`;
  const body = rows.map((row) => {
    const cells = Array.from({ length: columns }, (_, at) => row.cells[at] ?? []);
    return `<w:tr>${cells.map((runs) => cell(row.isHeader ? bold(runs) : runs)).join('')}</w:tr>`;
  });
  return `<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${`<w:gridCol w:w="${width}"/>`.repeat(columns)}</w:tblGrid>${body.join('')}</w:tbl>${para([], 12, '')}`;
}

function paragraphOf(line: DocumentLine): string {
  const runs = line.cells[0] ?? [];
  if (line.kind === 'title') return para(bold(runs), 36, '<w:jc w:val="center"/>');
  if (line.kind === 'heading') return para(bold(runs), 24, '<w:keepNext/>');
  if (line.kind === 'note') return para(runs, 18, '');
  if (line.kind === 'item') return para([{ text: '· ', strong: false, isFilled: false }, ...runs], 21, '');
  if (line.kind === 'page') return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
  return para(runs, 21, '<w:ind w:firstLineChars="200"/>');
}

function bodyOf(lines: readonly DocumentLine[]): string {
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const { kind } = lines[at] as DocumentLine;
    if (kind !== 'row' && kind !== 'columns') {
      out.push(paragraphOf(lines[at] as DocumentLine));
      at += 1;
      continue;
    }
    let end = at;
    while (lines[end]?.kind === kind) end += 1;
    out.push(table(lines.slice(at, end), kind === 'row'));
    at = end;
  }
  return out.join('');
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const field = (code: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;

/** As many copies in one file as are to be signed, each on pages of its own and named at its end. */
export function wordOf(
  lines: readonly DocumentLine[],
  { footerText, copies, isDraft }: { footerText: string; copies: readonly string[]; isDraft: boolean },
): Buffer {
  const zip = new PizZip();
  const named = (copy: string): string => para([{ text: copy, strong: false, isFilled: false }], 16, '');
  const page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
  const body = copies.length === 0 ? bodyOf(lines) : copies.map((copy) => `${bodyOf(lines)}${named(copy)}`).join(page);
  zip.file(
    '[Content_Types].xml',
    `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="${WORD}.footer+xml"/></Types>`,
  );
  zip.file(
    '_rels/.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
  );
  zip.file(
    'word/_rels/document.xml.rels',
    `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/footer" Target="footer1.xml"/></Relationships>`,
  );
  const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  zip.file(
    'word/footer1.xml',
    `${XML}<w:ftr ${space}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>${run({ text: `${footerText}　`, strong: false, isFilled: false }, 16)}${field('PAGE')}</w:p></w:ftr>`,
  );
  zip.file(
    'word/document.xml',
    `${XML}<w:document ${space} xmlns:r="${OFFICE}"><w:body>${body}<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>`,
  );
  if (isDraft) watermarkIn(zip);
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' });
}
