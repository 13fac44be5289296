/**
 * A bank statement against the books: reading its lines whatever the bank calls its columns, and proposing for each what it may be.
 * Nothing is booked here: a person confirms.
 */
import type { LocalDate } from '../kernel/instant.ts';

export interface StatementLine {
  /** Row of the file as people see it. */
  readonly row: number;
  readonly day: LocalDate;
  readonly amountFen: number;
  readonly payer: string;
  readonly reference: string;
  readonly note: string;
}
export type LineProblem = 'DATE_UNREADABLE' | 'AMOUNT_UNREADABLE' | 'CURRENCY_NOT_TAKEN';
export interface Statement {
  readonly lines: readonly StatementLine[];
  readonly problems: readonly { readonly row: number; readonly problem: LineProblem; readonly text: string }[];
  /** Money that went out, totals, blank rows. */
  readonly skipped: number;
}

type Field = 'day' | 'credit' | 'debit' | 'amount' | 'currency' | 'payer' | 'reference' | 'note';
const headings: readonly (readonly [Field, RegExp])[] = [
  ['currency', /币种|货币|^currency/i], // before the sums: a bank may write 交易币种
  ['day', /^(交易|记账|入账|到账)?(日期|时间|交易日)|^交易时间|^(transaction |booking |value )?date/i],
  ['credit', /贷方|收入|存入|转入|^credit|^paid in|^deposits?/i],
  ['debit', /借方|支出|转出|^debit|^paid out|^withdrawals?/i],
  ['amount', /^(交易|发生)?(金额|额)|^amount/i],
  ['payer', /对方(户名|名称|单位|账户名)|付款(人|方)|户名|^(payer|counterparty|name)/i],
  ['reference', /流水|凭证号|参考|回单|^(reference|transaction id|voucher)/i],
  ['note', /摘要|附言|用途|备注|^(note|description|details|memo|purpose)/i],
];

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();

function columnsOf(cells: readonly string[]): ReadonlyMap<Field, number> | null {
  const found = new Map<Field, number>();
  cells.forEach((cell, index) => {
    const heading = plain(cell).replace(/[（(].*$/, '');
    const field = headings.find(([name, words]) => !found.has(name) && words.test(heading))?.[0];
    if (field) found.set(field, index);
  });
  return found.has('day') && (found.has('credit') || found.has('amount')) ? found : null;
}

/** How banks write renminbi; an empty cell is the account's own money. */
const RENMINBI = /^(人民币元?|元|CNY|RMB|156|0?01)?$/i;

const HEADING_WITHIN = 30; // rows of letterhead a bank may put above its table

/** null: no row that could be the heading of a statement. */
export function readStatement(rows: readonly (readonly string[])[]): Statement | null {
  const at = rows.slice(0, HEADING_WITHIN).findIndex((cells) => columnsOf(cells) !== null);
  const columns = at < 0 ? null : columnsOf(rows[at] ?? []);
  if (columns === null) return null;
  const lines: StatementLine[] = [];
  const problems: { row: number; problem: LineProblem; text: string }[] = [];
  let skipped = 0;
  rows.slice(at + 1).forEach((cells, index) => {
    const row = at + 2 + index;
    const cell = (field: Field): string => plain(cells[columns.get(field) ?? -1] ?? '');
    const amountText = cell('credit') || cell('amount');
    if (amountText === '' || (cell('day') === '' && fenOf(amountText) === null)) {
      skipped += 1;
      return;
    }
    const amountFen = fenOf(amountText);
    const day = dayOf(cell('day'));
    if (amountFen === null) problems.push({ row, problem: 'AMOUNT_UNREADABLE', text: amountText });
    else if (amountFen <= 0 || cell('day') === '') skipped += 1;
    else if (day === null) problems.push({ row, problem: 'DATE_UNREADABLE', text: cell('day') });
    else if (!RENMINBI.test(cell('currency')))
      problems.push({ row, problem: 'CURRENCY_NOT_TAKEN', text: cell('currency') });
    else lines.push({ row, day, amountFen, payer: cell('payer'), reference: cell('reference'), note: cell('note') });
  });
  return { lines, problems, skipped };
}

/** "1,234.50", "¥1,234.5", "+200" in fen; null when it is no amount, or one finer than a fen. */
export function fenOf(text: string): number | null {
  const match = /^([+-]?)[¥￥]?\s*([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,2})0*)?\s*(?:元|CNY|RMB)?$/.exec(
    plain(text),
  );
  if (!match) return null;
  const [, before = '', after = '', whole = '', part = ''] = match;
  const fen = Number(whole.replaceAll(',', '')) * 100 + Number(part.padEnd(2, '0'));
  return before === '-' || after === '-' ? -fen : fen;
}

export function dayOf(text: string): LocalDate | null {
  const match = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})(?:日|\D.*)?$/.exec(plain(text));
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  try {
    return Temporal.PlainDate.from(date, { overflow: 'reject' }).toString();
  } catch {
    return null; // a day no calendar has
  }
}

export interface PendingReceipt {
  readonly id: string;
  readonly dealId: string;
  readonly amountFen: number;
  readonly payer: string;
  readonly customer: string;
  readonly bankRef: string;
}
export interface OpenDue {
  readonly dealId: string;
  readonly number: string;
  readonly customer: string;
  readonly openFen: number;
}
export type Certainty = 'sure' | 'likely' | 'possible';
export interface Suggestion {
  readonly kind: 'receipt' | 'deal';
  readonly id: string;
  readonly dealId: string;
  readonly certainty: Certainty;
}
const order: readonly Certainty[] = ['sure', 'likely', 'possible'];
const SUGGESTIONS = 5; // more than anybody reads

/** By reference first, by amount and payer next, by the amount alone last. */
export function suggest(
  line: Pick<StatementLine, 'amountFen' | 'payer' | 'reference' | 'note'>,
  receipts: readonly PendingReceipt[],
  dues: readonly OpenDue[],
): readonly Suggestion[] {
  const said = `${line.reference} ${line.note}`.toUpperCase();
  const names = (text: string): boolean => text.length >= 4 && said.includes(text.toUpperCase());
  const paid = (...people: string[]): boolean =>
    line.payer !== '' && people.some((name) => name !== '' && (name === line.payer || line.note.includes(name)));
  const ofReceipts = receipts
    .filter(({ amountFen }) => amountFen === line.amountFen)
    .map(({ id, dealId, bankRef, payer, customer }): Suggestion => {
      const certainty = names(bankRef) ? 'sure' : paid(payer, customer) ? 'likely' : 'possible';
      return { kind: 'receipt', id, dealId, certainty };
    });
  const ofDues = dues.flatMap(({ dealId, number, customer, openFen }): Suggestion[] => {
    const fits = openFen === line.amountFen;
    const certainty =
      names(number) && openFen >= line.amountFen ? 'likely' : fits ? (paid(customer) ? 'likely' : 'possible') : null;
    return certainty === null ? [] : [{ kind: 'deal', id: dealId, dealId, certainty }];
  });
  return [...ofReceipts, ...ofDues]
    .sort((a, b) => order.indexOf(a.certainty) - order.indexOf(b.certainty))
    .slice(0, SUGGESTIONS);
}
