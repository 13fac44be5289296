/** Which units of a stock sheet are on the books already, and which an earlier row of the same sheet was about. */
import { type Cells, plainText, type ReadRow, type RowFacts, unitCode } from '#core/imports/index.ts';
import type { Tx } from '#server/platform/database.ts';
import * as store from './store.ts';

interface Known {
  readonly id: string;
  readonly isElsewhere: boolean;
}
interface Earlier {
  readonly rowIndex: number;
  readonly says: string;
}

const saying = (cells: Cells): string => {
  const texts = cells.map(plainText);
  return JSON.stringify(texts.slice(0, texts.findLastIndex((text) => text !== '') + 1));
};

export class UnitBook {
  readonly #importId: string;
  readonly #known = new Map<string, Known>();
  /** Of this sheet, by code: in a run what the rows before the batch have put in, in a dry run what they would have. */
  readonly #earlier = new Map<string, Earlier>();

  constructor(importId: string) {
    this.#importId = importId;
  }

  async load(tx: Tx, siteId: string | null, rows: readonly ReadRow[]): Promise<void> {
    this.#known.clear();
    const codes = [...new Set(rows.map((row) => unitCode(row.values.text)).filter((code) => code !== ''))];
    for (const unit of await store.knownUnits(tx, this.#importId, siteId, codes)) {
      this.#known.set(unit.code, { id: unit.id, isElsewhere: unit.isElsewhere });
      if (unit.rowIndex !== null && unit.cells !== null)
        this.#earlier.set(unit.code, { rowIndex: unit.rowIndex, says: saying(unit.cells) });
    }
  }

  factsOf(read: ReadRow, cells: Cells): NonNullable<RowFacts['unit']> {
    const code = unitCode(read.values.text);
    const known = this.#known.get(code);
    const earlier = this.#earlier.get(code);
    return {
      isKnown: known !== undefined,
      isElsewhere: known?.isElsewhere === true,
      earlier: earlier ? { row: earlier.rowIndex + 1, saysTheSame: earlier.says === saying(cells) } : null,
    };
  }

  idOf(read: ReadRow): string | null {
    return this.#known.get(unitCode(read.values.text))?.id ?? null;
  }

  note(rowIndex: number, read: ReadRow, cells: Cells): void {
    const code = unitCode(read.values.text);
    if (!this.#earlier.has(code)) this.#earlier.set(code, { rowIndex, says: saying(cells) });
  }
}
