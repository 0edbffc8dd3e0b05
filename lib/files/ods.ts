import "server-only";
import { isPlainDate } from "@/lib/dates/plain-date";
import { type Cell, LIMITS, type Sheet, TableBuilder, Unreadable, type Workbook } from "@/lib/files/table";
import { type Attributes, readXml } from "@/lib/files/xml";
import type { Zip } from "@/lib/files/zip";

/** An attribute by its name without prefix, as "office:value" and "calcext:value-type" are. */
const of = (attributes: Attributes, name: string): string | undefined => {
  for (const [key, value] of Object.entries(attributes)) {
    if (key === name || key.endsWith(`:${name}`)) return value;
  }
  return undefined;
};

/** How many times a row or cell repeats; ODS writes the blank rest of a sheet as one row a million times. */
function repeats(attributes: Attributes, name: string): number {
  const count = Number(of(attributes, name) ?? 1);
  return Number.isInteger(count) && count > 0 ? count : 1;
}

/** OpenDocument as a stream; only what is written in is unfolded where rows or cells repeat. */
export async function readOds(zip: Zip): Promise<Workbook> {
  if (await isEncrypted(zip)) throw new Unreadable("password");
  const builder = new TableBuilder();
  const hiddenStyles = new Set<string>();
  let styleName = "";
  let sheet: Sheet | undefined;
  let row = { number: 0, count: 1, isHidden: false };
  let cells: (Cell | undefined)[] = [];
  let column = 0;
  let columns = 0;
  let attributes: Attributes = {};
  let text: string | null = null;
  let paragraphs = 0;
  let isNote = 0;
  let nested = 0;

  const endCell = () => {
    const count = repeats(attributes, "number-columns-repeated");
    const cell = cellOf(attributes, text ?? "");
    if (cell.value !== null || cell.isFormula) {
      if (
        sheet &&
        column + count > LIMITS.columns &&
        !(typeof cell.value === "string" && !cell.value.trim())
      ) {
        throw new Unreadable("too_many_columns", sheet.name);
      }
      for (let at = 0; at < count && column + at < LIMITS.columns; at++) cells[column + at] = cell;
    }
    const width = Number(of(attributes, "number-columns-spanned") ?? 1);
    const height = Number(of(attributes, "number-rows-spanned") ?? 1);
    if (sheet && (width > 1 || height > 1) && sheet.merges.length < LIMITS.rows) {
      const from: [number, number] = [row.number, column + 1];
      sheet.merges.push({ from, to: [row.number + height - 1, column + width] });
    }
    column += count;
  };

  await readXml(await zip.read("content.xml"), {
    open: (element, given) => {
      switch (element) {
        case "style":
          styleName = of(given, "name") ?? "";
          break;
        case "table-properties":
          if (of(given, "display") === "false") hiddenStyles.add(styleName);
          break;
        case "table":
          if (sheet) {
            nested++;
            break;
          }
          sheet = builder.sheet(of(given, "name") ?? "", hiddenStyles.has(of(given, "style-name") ?? ""));
          row = { number: 0, count: 1, isHidden: false };
          columns = 0;
          break;
        case "table-column": {
          const count = repeats(given, "number-columns-repeated");
          if (/collapse|filter/.test(of(given, "visibility") ?? "") && sheet && nested === 0) {
            const end = Math.min(columns + count, LIMITS.columns);
            for (let at = columns + 1; at <= end; at++)
              sheet.hiddenColumns = [...(sheet.hiddenColumns ?? []), at];
          }
          columns += nested === 0 ? count : 0;
          break;
        }
        case "table-row":
          row = {
            number: row.number + row.count,
            count: repeats(given, "number-rows-repeated"),
            isHidden: /collapse|filter/.test(of(given, "visibility") ?? ""),
          };
          cells = [];
          column = 0;
          break;
        case "table-cell":
        case "covered-table-cell":
          attributes = given;
          text = "";
          paragraphs = 0;
          break;
        case "annotation":
          isNote++;
          break;
        case "p":
          if (text !== null && isNote === 0 && paragraphs++ > 0) text += "\n";
          break;
        case "s":
          if (text !== null && isNote === 0)
            text += " ".repeat(Math.min(Number(of(given, "c") ?? 1) || 1, 100));
          break;
        case "tab":
        case "line-break":
          if (text !== null && isNote === 0) text += " ";
          break;
      }
    },
    text: (said) => {
      if (text !== null && isNote === 0 && paragraphs > 0) text += said;
    },
    close: (element) => {
      switch (element) {
        case "annotation":
          isNote--;
          break;
        case "table-cell":
        case "covered-table-cell":
          endCell();
          text = null;
          break;
        case "table-row": {
          if (!sheet) break;
          const isFilled = cells.some((cell) => cell);
          for (let at = 0; isFilled && at < row.count; at++) {
            builder.row(sheet, row.number + at, row.isHidden, cells);
          }
          break;
        }
        case "table":
          if (nested > 0) nested--;
          else sheet = undefined;
          break;
      }
    },
  });
  if (zip.names.some((name) => /^basic\/|^scripts\//.test(name))) builder.notices.add("macros_ignored");
  return { format: "ods", encoding: null, sheets: builder.sheets, notices: [...builder.notices] };
}

const EPOCH = Date.UTC(1899, 11, 30);

function cellOf(attributes: Attributes, text: string): Cell {
  const isFormula = of(attributes, "formula") !== undefined ? { isFormula: true as const } : {};
  const said = text.normalize("NFC");
  if (attributes["calcext:value-type"] === "error")
    return { value: said || "#N/A", hasError: true, ...isFormula };
  switch (of(attributes, "value-type")) {
    case "float":
    case "percentage":
    case "currency": {
      const value = Number(of(attributes, "value"));
      return { value: Number.isFinite(value) ? value : said || null, ...isFormula };
    }
    case "boolean":
      return { value: of(attributes, "boolean-value") === "true", ...isFormula };
    case "date": {
      const day = (of(attributes, "date-value") ?? "").slice(0, 10);
      if (!isPlainDate(day)) return { value: said || null, ...isFormula };
      return { value: (Date.parse(day) - EPOCH) / 86_400_000, day, ...isFormula };
    }
    default:
      return { value: (said || of(attributes, "string-value")?.normalize("NFC")) ?? null, ...isFormula };
  }
}

/** A password encrypts every part and leaves the list of parts readable. */
async function isEncrypted(zip: Zip): Promise<boolean> {
  if (zip.has("encrypted-package")) return true;
  if (!zip.has("META-INF/manifest.xml")) return false;
  let found = false;
  await readXml(await zip.read("META-INF/manifest.xml"), {
    open: (element) => {
      found ||= element === "encryption-data";
    },
  });
  return found;
}
