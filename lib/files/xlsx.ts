import "server-only";
import { isPlainDate, type PlainDate } from "@/lib/dates/plain-date";
import {
  type Cell,
  LIMITS,
  parseAddress,
  type Sheet,
  TableBuilder,
  Unreadable,
  type Workbook,
} from "@/lib/files/table";
import { type Attributes, readXml } from "@/lib/files/xml";
import type { Zip } from "@/lib/files/zip";
import { type LegacyFont, legacyFont } from "@/lib/text/legacy-encodings";

/** What a cell's format says of its value. */
type Style = { shows: DateFormat; font?: LegacyFont };
type DateFormat = "number" | "day" | "month" | "year";

type Part = { id: string; name: string; isHidden: boolean };

/** Office Open XML as a stream, part by part; formulas keep the value that was stored beside them. */
export async function readXlsx(zip: Zip): Promise<Workbook> {
  const builder = new TableBuilder();
  const main = await mainPart(zip);
  const folder = main.replace(/[^/]*$/, "");
  const { sheets, epoch } = await readWorkbook(zip, main);
  const targets = await relations(zip, main);
  const path = (kind: string) => [...targets.values()].find(({ type }) => type.endsWith(`/${kind}`))?.target;
  const texts = await sharedTexts(zip, path("sharedStrings") ?? `${folder}sharedStrings.xml`);
  const styles = await readStyles(zip, path("styles") ?? `${folder}styles.xml`);
  for (const { id, name, isHidden } of sheets) {
    const part = targets.get(id);
    // A chart or a macro sheet holds no table.
    if (!part?.type.endsWith("/worksheet")) continue;
    await readSheet(zip, part.target, builder, builder.sheet(name, isHidden), { texts, styles, epoch });
  }
  if (zip.names.some((name) => /(^|\/)vbaproject\.bin$/.test(name))) builder.notices.add("macros_ignored");
  if (zip.names.some((name) => /(^|\/)externallinks\//.test(name))) builder.notices.add("external_ignored");
  return { format: "xlsx", encoding: null, sheets: builder.sheets, notices: [...builder.notices] };
}

/** Where the package says its workbook is. */
async function mainPart(zip: Zip): Promise<string> {
  for (const { type, target } of (await relations(zip, "")).values()) {
    if (type.endsWith("/officeDocument")) return target;
  }
  return "xl/workbook.xml";
}

type Relation = { type: string; target: string };

/** The relations of a part; their targets as paths in the zip. Those that lead outside are not followed. */
async function relations(zip: Zip, part: string): Promise<Map<string, Relation>> {
  const [, folder = "", name = ""] = /^(.*\/)?([^/]*)$/.exec(part) ?? [];
  const found = new Map<string, Relation>();
  const file = `${folder}_rels/${name}.rels`;
  if (!zip.has(file)) return found;
  await readXml(await zip.read(file), {
    open: (element, { Id = "", Type = "", Target = "", TargetMode }) => {
      if (element !== "Relationship" || TargetMode === "External") return;
      const target = Target.startsWith("/") ? Target.slice(1) : resolved(folder + Target);
      found.set(Id, { type: Type, target });
    },
  });
  return found;
}

function resolved(path: string): string {
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/");
}

async function readWorkbook(zip: Zip, main: string): Promise<{ sheets: Part[]; epoch: Epoch }> {
  const sheets: Part[] = [];
  let epoch: Epoch = 1900;
  await readXml(await zip.read(main), {
    open: (element, attributes) => {
      if (element === "workbookPr" && isOn(attributes.date1904)) epoch = 1904;
      if (element !== "sheet") return;
      const id = Object.entries(attributes).find(([name]) => /(^|:)id$/.test(name))?.[1] ?? "";
      const isHidden = /hidden/i.test(attributes.state ?? "");
      sheets.push({ id, name: attributes.name ?? "", isHidden });
    },
  });
  return { sheets, epoch };
}

/** "_x000D_" is how the format writes what XML cannot hold. */
const unescaped = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** Gathers the text of `t` elements, runs of formatted text joined, readings of Japanese left out. */
class TextGatherer {
  private text = "";
  private inText = false;
  private inReading = 0;

  open(element: string): void {
    if (element === "rPh") this.inReading++;
    if (element === "t") this.inText = this.inReading === 0;
  }
  add(text: string): void {
    if (this.inText) this.text += text;
  }
  close(element: string): void {
    if (element === "rPh") this.inReading--;
    if (element === "t") this.inText = false;
  }
  take(): string {
    const text = unescaped(this.text);
    this.text = "";
    return text.normalize("NFC");
  }
}

async function sharedTexts(zip: Zip, part: string): Promise<string[]> {
  const texts: string[] = [];
  if (!zip.has(part)) return texts;
  const gathered = new TextGatherer();
  await readXml(await zip.read(part), {
    open: (element) => gathered.open(element),
    text: (text) => gathered.add(text),
    close: (element) => {
      gathered.close(element);
      if (element !== "si") return;
      if (texts.push(gathered.take()) > LIMITS.cells) throw new Unreadable("too_many_cells");
    },
  });
  return texts;
}

/** The styles that cells point to by their number. */
async function readStyles(zip: Zip, part: string): Promise<Style[]> {
  const styles: Style[] = [];
  if (!zip.has(part)) return styles;
  const formats = new Map<number, string>();
  const fonts: (LegacyFont | undefined)[] = [];
  let inside = "";
  await readXml(await zip.read(part), {
    open: (element, attributes) => {
      if (element === "fonts" || element === "cellXfs") inside = element;
      if (element === "numFmt") formats.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      if (inside === "fonts" && element === "font") fonts.push(undefined);
      if (inside === "fonts" && element === "name" && fonts.length > 0) {
        fonts[fonts.length - 1] = legacyFont(attributes.val ?? "");
      }
      if (inside === "cellXfs" && element === "xf") {
        const id = Number(attributes.numFmtId ?? 0);
        const code = formats.get(id);
        const font = fonts[Number(attributes.fontId ?? 0)];
        styles.push({
          shows: code === undefined ? builtInFormat(id) : dateFormat(code),
          ...(font && { font }),
        });
      }
    },
    close: (element) => {
      if (element === inside) inside = "";
    },
  });
  return styles;
}

/** The numbers of formats that every program knows; 27–36 and 50–58 are dates in the east of Asia. */
function builtInFormat(id: number): DateFormat {
  if (id === 17) return "month";
  const isDay = (id >= 14 && id <= 16) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return isDay ? "day" : "number";
}

/** What a format shows, texts in quotes and colours left out; minutes are no months. */
export function dateFormat(code: string): DateFormat {
  const [first = ""] = code.split(";");
  const letters = first
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "")
    .toLowerCase()
    .replace(/am\/pm|a\/p/g, "");
  if (letters.includes("general") || /[#?]|0(?!0*$)/.test(letters)) return "number";
  if (letters.includes("d")) return "day";
  if (/m/.test(letters) && !/[hs]/.test(letters)) return "month";
  return letters.includes("y") ? "year" : "number";
}

type Epoch = 1900 | 1904;
const DAY_MS = 86_400_000;

/**
 * The day a serial number stands for. In the system of 1900 day 60 is 29 February 1900, which never was: it is no day,
 * and the numbers before it are one less.
 */
export function dayOfSerial(serial: number, epoch: Epoch): PlainDate | undefined {
  const whole = Math.floor(serial);
  if (!Number.isFinite(serial) || whole < (epoch === 1900 ? 1 : 0) || whole > 2_958_465) return undefined;
  if (epoch === 1900 && whole === 60) return undefined;
  const start = epoch === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, whole < 60 ? 31 : 30);
  const day = new Date(start + whole * DAY_MS).toISOString().slice(0, 10);
  return isPlainDate(day) ? day : undefined;
}

type Context = { texts: readonly string[]; styles: readonly Style[]; epoch: Epoch };

async function readSheet(
  zip: Zip,
  part: string,
  builder: TableBuilder,
  sheet: Sheet,
  context: Context,
): Promise<void> {
  let number = 0;
  let isHidden = false;
  let cells: (Cell | undefined)[] = [];
  let column = 0;
  let type = "";
  let style: Style | undefined;
  let isFormula = false;
  let stored = "";
  let inValue = false;
  const inline = new TextGatherer();

  const open = (element: string, attributes: Attributes) => {
    switch (element) {
      case "row":
        number = Number(attributes.r ?? number + 1);
        if (!Number.isInteger(number) || number < 1) throw new Unreadable("corrupt", sheet.name);
        isHidden = isOn(attributes.hidden);
        cells = [];
        column = 0;
        break;
      case "col":
        if (isOn(attributes.hidden)) hide(sheet, Number(attributes.min), Number(attributes.max));
        break;
      case "c":
        column = attributes.r ? (parseAddress(attributes.r)?.column ?? column + 1) : column + 1;
        // XFD is the last column there is.
        if (column > 16_384) throw new Unreadable("corrupt", sheet.name);
        type = attributes.t ?? "n";
        style = context.styles[Number(attributes.s ?? 0)];
        isFormula = false;
        stored = "";
        break;
      case "f":
        isFormula = true;
        break;
      case "v":
        inValue = true;
        break;
      case "mergeCell": {
        const merge = (attributes.ref ?? "").split(":").map(parseAddress);
        const [from, to] = merge;
        if (from && to && sheet.merges.length < LIMITS.rows) {
          sheet.merges.push({ from: [from.row, from.column], to: [to.row, to.column] });
        }
        break;
      }
      default:
        inline.open(element);
    }
  };
  const close = (element: string) => {
    inline.close(element);
    if (element === "v") inValue = false;
    if (element === "c") {
      const text = type === "inlineStr" ? inline.take() : stored;
      const cell = cellOf(type, text, style, context);
      if (isFormula) cell.isFormula = true;
      if (cell.value !== null || isFormula) cells[column - 1] = cell;
    }
    if (element === "row") builder.row(sheet, number, isHidden, cells);
  };
  await readXml(await zip.read(part), {
    open,
    text: (text) => {
      if (inValue) stored += text;
      else inline.add(text);
    },
    close,
  });
}

function hide(sheet: Sheet, first: number, last: number): void {
  for (let column = first; column <= Math.min(last, LIMITS.columns); column++) {
    sheet.hiddenColumns = [...(sheet.hiddenColumns ?? []), column];
  }
}

function cellOf(type: string, stored: string, style: Style | undefined, context: Context): Cell {
  const font = style?.font && { font: style.font };
  switch (type) {
    case "s":
      return { value: (stored && context.texts[Number(stored)]) || null, ...font };
    case "str":
      return { value: unescaped(stored).normalize("NFC") || null, ...font };
    case "inlineStr":
      return { value: stored || null, ...font };
    case "b":
      return { value: stored === "" ? null : isOn(stored) };
    case "e":
      return { value: stored || "#N/A", hasError: true };
    case "d": {
      const day = stored.slice(0, 10);
      return isPlainDate(day) ? { value: day, day } : { value: stored || null };
    }
  }
  if (stored.trim() === "") return { value: null };
  const value = Number(stored);
  if (!Number.isFinite(value)) return { value: stored };
  const shows = style?.shows ?? "number";
  const day = shows === "number" ? undefined : dayOfSerial(value, context.epoch);
  if (!day) return { value };
  return shows === "day" || shows === "number" ? { value, day } : { value, day, dayPrecision: shows };
}

const isOn = (value: string | undefined) => value === "1" || value === "true";
