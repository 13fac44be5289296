/** Sums in whole yuan and fen as sentences and papers say them: "8,000.00". The one way: the same sum reads the same everywhere. */
const text = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
export const inYuan = (fen: unknown): string => text.format(Number(fen ?? 0) / 100);
