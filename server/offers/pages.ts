/** A quotation and a proposal as pages: what the customer is handed. They are in Chinese, as every paper of the house is. */
import type { z } from 'zod';
import { inYuan } from '#contract/kernel/yuan.ts';
import type { OfferPage, QuotationOut } from '#contract/offers.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import type { PdfContent, PdfPages } from '#server/platform/pdf/index.ts';
import type { SheetCell } from '#server/platform/spreadsheet.ts';

interface Proposal {
  readonly page: z.output<typeof OfferPage>;
  readonly timeZone: string;
  readonly site: string;
  readonly company: string;
}
interface Quoted extends Proposal {
  readonly sheet: z.output<typeof QuotationOut>;
}

const payments = {
  full: '一次性付款',
  instalments: '分期付款',
  mortgage: '按揭贷款',
  finance_company: '汽车金融',
} as const;

const title = (text: string): PdfContent => ({
  text,
  fontSize: 18,
  bold: true,
  alignment: 'center',
  margin: [0, 4, 0, 14],
});
const heading = (text: string): PdfContent => ({ text, fontSize: 12, bold: true, margin: [0, 12, 0, 4] });
const paragraph = (text: string): PdfContent => ({ text, margin: [0, 2, 0, 4] });
const facts = (pairs: readonly (readonly [string, string])[]): PdfContent => ({
  margin: [0, 2, 0, 8],
  table: { widths: [90, '*'], body: pairs.map(([name, value]) => [{ text: name, bold: true }, value]) },
});
const given = (pairs: readonly (readonly [string, string])[]) => pairs.filter(([, value]) => value !== '');

const pagesOf = (content: readonly PdfContent[], { company, name }: { company: string; name: string }): PdfPages => ({
  pageSize: 'A4',
  pageMargins: [56, 56, 56, 64],
  defaultStyle: { font: 'Noto', fontSize: 10.5, lineHeight: 1.45 },
  info: { title: name, author: company },
  content,
  footerText: name,
});

export function quotationPages({ sheet, page, timeZone, site, company }: Quoted): PdfPages {
  const name = `报价书 ${sheet.number ?? ''}`.trim();
  const head = ['序号', '标的', '标价（元）', '优惠（%）', '报价（元）'].map((text) => ({ text, bold: true }));
  const lines = sheet.lines.map(({ unit, listPriceFen, discountPercent, priceFen }, at) => [
    String(at + 1),
    unit.name && unit.name !== unit.code ? `${unit.code} ${unit.name}` : unit.code,
    { text: inYuan(listPriceFen), alignment: 'right' },
    { text: String(discountPercent), alignment: 'right' },
    { text: inYuan(priceFen), alignment: 'right' },
  ]);
  const issued = sheet.issuedAt === null ? '' : localDateOf(sheet.issuedAt, timeZone);
  return pagesOf(
    [
      title('报价书'),
      facts(
        given([
          ['编号', sheet.number ?? ''],
          ['客户', page.customer.name],
          ['出具日期', issued],
          ['有效期至', sheet.validUntil],
          ['应客户要求', sheet.commission],
        ]),
      ),
      heading('报价'),
      {
        margin: [0, 4, 0, 8],
        table: { headerRows: 1, dontBreakRows: true, widths: [32, '*', 90, 60, 90], body: [head, ...lines] },
      },
      heading('条件'),
      facts(
        given([
          ['付款方式', payments[sheet.paymentMethod]],
          ['结算', sheet.settlement],
          ['服务', sheet.service],
          ['其他', sheet.other],
        ]),
      ),
      paragraph(`本报价在有效期内有效，以书面为准；逾期须重新报价。`),
      {
        columns: [{ text: `${company}${site ? ` ${site}` : ''}` }, { text: `经办：${page.consultant.name}` }],
        margin: [0, 24, 0, 0],
      },
    ],
    { company, name },
  );
}

export const quotationTable = ({ sheet }: Quoted): { headings: string[]; rows: SheetCell[][] } => ({
  headings: ['编号', '标的', '标价（元）', '优惠（%）', '报价（元）', '付款方式', '结算', '服务', '其他', '有效期至'],
  rows: sheet.lines.map(({ unit, listPriceFen, discountPercent, priceFen }) => [
    sheet.number ?? '',
    unit.code,
    listPriceFen / 100,
    discountPercent,
    priceFen / 100,
    payments[sheet.paymentMethod],
    sheet.settlement,
    sheet.service,
    sheet.other,
    sheet.validUntil,
  ]),
});

export function proposalPages({ page, site, company }: Proposal): PdfPages {
  const name = page.title === '' ? '方案书' : `方案书 ${page.title}`;
  const units = page.proposed.flatMap(({ unit, goods, fit, features, advantages, effect }, at) => [
    heading(`方案${at + 1}：${unit ? [unit.code, unit.name].filter((part) => part !== '').join(' ') : goods}`),
    facts(
      given([
        ['适合的理由', fit],
        ['特点', features],
        ['长处', advantages],
        ['使用效果', effect],
        ['标价（元）', unit?.listPriceFen ? inYuan(unit.listPriceFen) : ''],
      ]),
    ),
  ]);
  return pagesOf(
    [
      title('方案书'),
      facts(
        given([
          ['客户', page.customer.name],
          ['标题', page.title],
          ['有效期至', page.validUntil],
        ]),
      ),
      heading('您的需求'),
      ...page.needs.map(({ text }) => paragraph(`· ${text}`)),
      ...units,
      {
        columns: [{ text: `${company}${site ? ` ${site}` : ''}` }, { text: `经办：${page.consultant.name}` }],
        margin: [0, 24, 0, 0],
      },
    ],
    { company, name },
  );
}
