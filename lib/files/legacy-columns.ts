import { type Cell, cellAddress, type Row } from "@/lib/files/table";
import {
  fromLegacy,
  type LegacyEncoding,
  type LegacyFont,
  legacyEncodingOf,
} from "@/lib/text/legacy-encodings";

/** A column, counted from 1, that was typed in old fonts: how many cells, and what a few of them would become. */
export type LegacyColumn = {
  column: number;
  encoding: LegacyEncoding;
  cells: number;
  samples: { address: string; before: string; after: string }[];
};

const SAMPLES = 5;

type Tally = { tcvn3: number; vni: number; found: { address: string; cell: Cell }[] };

/** Looks for old letters column by column; the person sees the samples and says yes or no. */
export function legacyColumns(rows: Iterable<Row>): LegacyColumn[] {
  const tallies: Tally[] = [];
  for (const { number, cells } of rows) {
    for (const [index, cell] of cells.entries()) {
      if (typeof cell.value !== "string") continue;
      tallies[index] ??= { tcvn3: 0, vni: 0, found: [] };
      const tally = tallies[index];
      const encoding = encodingOf(cell);
      if (encoding) {
        tally[encoding]++;
        if (tally.found.length < SAMPLES * 4)
          tally.found.push({ address: cellAddress(number, index + 1), cell });
      }
    }
  }
  return tallies.flatMap((tally, index) => {
    const cells = tally.tcvn3 + tally.vni;
    if (cells === 0) return [];
    const encoding = tally.vni > tally.tcvn3 ? "vni" : "tcvn3";
    const samples = tally.found
      .map(({ address, cell }) => ({
        address,
        before: String(cell.value),
        after: String(convertedCell(cell, encoding).value),
      }))
      .filter(({ before, after }) => before !== after)
      .slice(0, SAMPLES);
    return samples.length === 0 ? [] : [{ column: index + 1, encoding, cells, samples }];
  });
}

/** The font knows best; a text with an old font and no old letter stays what it is. */
function encodingOf({ value, font }: Cell): LegacyEncoding | null {
  if (typeof value !== "string" || !/[\u00a1-\u00ff]|[A-Za-z]/.test(value)) return null;
  if (font) return font === "vni" ? "vni" : "tcvn3";
  return legacyEncodingOf(value);
}

/** The cell with its text in Unicode, in a column whose conversion was agreed to. */
export function convertedCell(cell: Cell, encoding: LegacyEncoding): Cell {
  if (typeof cell.value !== "string" || cell.isTyped) return cell;
  const reading: LegacyFont = cell.font ?? encoding;
  const value = fromLegacy(cell.value, reading);
  return value === cell.value ? cell : { ...cell, value };
}
