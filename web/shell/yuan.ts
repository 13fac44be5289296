/** Money as people read and type it, apart from any language: forms can be tried without a browser. */
const yuanText = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 });
/** Money in full, in yuan: "2,088,527", "1,200.5"; nothing for an amount that is not there. */
export const formatYuan = (fen: number | null | undefined): string =>
  fen === null || fen === undefined ? '' : yuanText.format(fen / 100);
/** What a person typed as yuan ("1,200.5", "208.9 ten thousand"), in whole fen; null when it is no amount. */
export const fenOf = (typed: string): number | null => {
  const match = /^(\d{1,10}(?:\.\d{1,6})?)(\u4e07|\u842c)?$/.exec(typed.normalize('NFKC').replace(/[,\s¥\u5143]/g, ''));
  return match ? Math.round(Number(match[1]) * (match[2] ? 1_000_000 : 100)) : null;
};
