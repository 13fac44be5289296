/** One paper of one deal: its text put together inside the transaction, its pages laid out after it. */
import { createHash } from 'node:crypto';
import {
  type Deal,
  type DocumentFacts,
  type DocumentKind,
  type DocumentLine,
  documentNames,
  documentValues,
  fillTemplate,
  plainTextOf,
  readTemplate,
} from '#core/deals/index.ts';
import type { Context } from '#server/platform/context.ts';
import { printPdf } from '#server/platform/pdf/index.ts';
import { pagesOf } from './document-pdf.ts';
import { wordOf } from './document-word.ts';
import { shippedText } from './shipped-texts.ts';
import { templateFor } from './store-templates.ts';
import { factsOf } from './views-documents.ts';
import { fillWord, linesOfWord } from './word.ts';

/** What a paper says. A Word file of the house keeps its looks in `word`; the lines are what the PDF shows. */
export interface Paper {
  readonly kind: DocumentKind;
  readonly number: string;
  readonly company: string;
  readonly lines: readonly DocumentLine[];
  readonly word: Buffer | null;
  readonly templateId: string | null;
  readonly templateVersion: number;
  readonly fileName: string | null;
  readonly copies: number;
  readonly isDraft: boolean;
}

export const fingerprintOf = (lines: readonly DocumentLine[]): string =>
  createHash('sha256').update(plainTextOf(lines)).digest('hex');

export async function paperOf(
  context: Context,
  deal: Deal,
  paper: {
    kind: DocumentKind;
    number: string;
    copies: number;
    isDraft: boolean;
    isMasked: boolean;
    more: DocumentFacts['more'] | null;
  },
): Promise<Paper> {
  const { facts } = await factsOf(context, deal, paper);
  const values = documentValues(facts);
  const { kind, copies, isDraft } = paper;
  const own = await templateFor(context.tx, { kind, goods: deal.kind, siteId: deal.siteId });
  const word = own?.file ? fillWord(own.file, values, isDraft) : null;
  const lines = word
    ? linesOfWord(word)
    : fillTemplate(readTemplate(own?.text ?? shippedText(kind, deal.kind)), values);
  return {
    kind,
    number: values.fields.编号 ?? paper.number,
    company: facts.company,
    lines,
    word,
    templateId: own?.templateId ?? null,
    templateVersion: own?.number ?? 0,
    fileName: own?.fileName ?? null,
    copies,
    isDraft,
  };
}

const copyName = (index: number, count: number): string => `第 ${index + 1} 份，共 ${count} 份`;

/** A file to print or to send: as many copies as asked for, each counted. */
export async function fileOf(
  paper: Paper,
  { format, copies }: { format: 'pdf' | 'docx'; copies?: number | undefined },
): Promise<{ name: string; mediaType: string; bytes: Buffer }> {
  const title = documentNames[paper.kind].zh;
  const name = `${title}${paper.number ? `-${paper.number}` : ''}${paper.isDraft ? '-草稿' : ''}.${format}`;
  const named = copies === undefined ? [] : Array.from({ length: copies }, (_, index) => copyName(index, copies));
  const footerText = [title, paper.number].filter((part) => part !== '').join(' ');
  if (format === 'docx')
    return {
      name,
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes: paper.word ?? wordOf(paper.lines, { footerText, copies: named, isDraft: paper.isDraft }),
    };
  const pages = pagesOf(paper.lines, {
    title: `${title} ${paper.number}`.trim(),
    company: paper.company,
    footerText,
    copies: named,
    isDraft: paper.isDraft,
  });
  return { name, mediaType: 'application/pdf', bytes: await printPdf(pages) };
}
