import { type ClipboardEvent, type KeyboardEvent, type PointerEvent, type RefObject, useRef } from "react";
import { cellName, type GridColumn, planBlock } from "@/lib/forms/grid";
import { formatTsv, parseTsv } from "@/lib/text/tsv";

type Place = { row: number; column: number };
type Box = HTMLInputElement | HTMLTextAreaElement;
/** What a block put into cells, so that it can be taken back. */
type Deed = { before: { name: string; text: string }[]; rows: number };

const isBox = (target: EventTarget | null): target is Box =>
  target instanceof HTMLElement && target.dataset["place"] !== undefined;
const placeOf = (box: Box): Place => ({
  row: Number(box.dataset["row"]),
  column: Number(box.dataset["place"]),
});

/**
 * Blocks of cells: chosen, copied, pasted, filled down, cleared and taken back; and the keys that move between cells. The
 * inputs keep their values themselves, so that two thousand of them cost nothing while somebody types.
 */
export function useBlocks({
  name,
  columns,
  numbers,
  table,
  mostRows,
  resize,
  say,
}: {
  name: string;
  columns: readonly GridColumn[];
  numbers: readonly number[];
  table: RefObject<HTMLTableElement | null>;
  mostRows: number;
  /** Shows this many rows, at once. */
  resize: (rows: number) => void;
  say: (text: string) => void;
}) {
  const chosen = useRef<{ anchor: Place; head: Place } | null>(null);
  const lastPlace = useRef<Place>({ row: 0, column: 0 });
  const deeds = useRef<Deed[]>([]);
  // While somebody types in a cell, Ctrl+Z is the cell's own.
  const isTyping = useRef(false);

  const numberAt = (row: number) => numbers[row] ?? (numbers.at(-1) ?? 0) + row - numbers.length + 1;
  const boxNamed = (id: string) => {
    const box = document.getElementById(id);
    return isBox(box) ? box : null;
  };
  const boxAt = ({ row, column }: Place) =>
    boxNamed(cellName(name, numberAt(row), columns[column]?.name ?? ""));

  const bounds = () => {
    if (!chosen.current) return null;
    const { anchor, head } = chosen.current;
    return {
      ...{ top: Math.min(anchor.row, head.row), bottom: Math.max(anchor.row, head.row) },
      ...{ left: Math.min(anchor.column, head.column), right: Math.max(anchor.column, head.column) },
    };
  };
  const chosenPlaces = (): Place[][] => {
    const box = bounds();
    if (!box) return [];
    return Array.from({ length: box.bottom - box.top + 1 }, (_, down) =>
      Array.from({ length: box.right - box.left + 1 }, (__, right) => ({
        row: box.top + down,
        column: box.left + right,
      })),
    );
  };
  const choose = (anchor: Place | null, head: Place | null) => {
    for (const cell of table.current?.querySelectorAll("[data-chosen]") ?? [])
      cell.removeAttribute("data-chosen");
    const isOne = !anchor || !head || (anchor.row === head.row && anchor.column === head.column);
    chosen.current = isOne ? null : { anchor, head };
    for (const place of chosenPlaces().flat()) boxAt(place)?.parentElement?.setAttribute("data-chosen", "");
  };

  const go = (to: Place) => {
    const box = boxAt(to);
    if (!box) return;
    box.focus();
    box.select();
  };

  const write = (writes: readonly (Place & { text: string })[], rows: number) => {
    const before = writes.flatMap((place) => {
      const box = boxAt(place);
      if (!box || box.readOnly) return [];
      const text = box.value;
      box.value = place.text;
      return [{ name: box.id, text }];
    });
    deeds.current.push({ before, rows });
    isTyping.current = false;
    return before.length;
  };

  const undo = () => {
    const deed = deeds.current.pop();
    if (!deed) return say("Không có gì để hoàn tác.");
    for (const { name: id, text } of deed.before) {
      const box = boxNamed(id);
      if (box) box.value = text;
    }
    if (deed.rows !== numbers.length) resize(deed.rows);
    isTyping.current = false;
    say(`Đã hoàn tác ${deed.before.length} ô.`);
  };

  const fillDown = () => {
    const places = chosenPlaces();
    const { row, column } = lastPlace.current;
    const source = places.length > 1 ? places[0] : row > 0 ? [{ row: row - 1, column }] : undefined;
    const below = places.length > 1 ? places.slice(1) : [[{ row, column }]];
    if (!source) return say("Chọn các ô cần điền, từ ô có sẵn nội dung trở xuống.");
    const texts = source.map((place) => boxAt(place)?.value ?? "");
    const filled = write(
      below.flatMap((line) => line.map((place, index) => ({ ...place, text: texts[index] ?? "" }))),
      numbers.length,
    );
    say(`Đã điền ${filled} ô.`);
  };

  const addRow = () => {
    if (numbers.length >= mostRows) return;
    resize(numbers.length + 1);
    go({ row: numbers.length, column: 0 });
  };

  const paste = (text: string) => {
    const block = parseTsv(text);
    const area = bounds();
    const at = area ? { row: area.top, column: area.left } : lastPlace.current;
    const [one] = block.length === 1 ? (block[0] ?? []) : [];
    if (area && block.length === 1 && block[0]?.length === 1) {
      const places = chosenPlaces().flat();
      return say(
        `Đã điền ${write(
          places.map((place) => ({ ...place, text: one ?? "" })),
          numbers.length,
        )} ô.`,
      );
    }
    const plan = planBlock(block, at, columns, mostRows);
    const rows = numbers.length;
    if (plan.rows > rows) resize(plan.rows);
    write(plan.writes, rows);
    const end = plan.writes.at(-1);
    if (end) choose(at, end);
    say(
      [
        `Đã dán ${plan.writes.length} ô trên ${plan.rows - at.row} dòng.`,
        plan.rows > rows && `Thêm ${plan.rows - rows} dòng.`,
        plan.hadHead && "Bỏ qua dòng tiêu đề.",
        plan.lostRows > 0 && `Bảng chỉ nhận ${mostRows} dòng: ${plan.lostRows} dòng cuối chưa dán.`,
        plan.lostColumns > 0 && `${plan.lostColumns} cột thừa chưa dán.`,
      ]
        .filter(Boolean)
        .join(" "),
    );
  };

  const keys = (event: KeyboardEvent) => {
    const box = event.target;
    // A Vietnamese keyboard composes: its Enter and arrows are not ours.
    if (!isBox(box) || event.nativeEvent.isComposing || event.altKey) return;
    const from = chosen.current && event.shiftKey ? chosen.current.head : placeOf(box);
    const held = event.ctrlKey || event.metaKey;
    const step = STEPS[event.key];
    if (held && event.key.toLowerCase() === "d") {
      event.preventDefault();
      fillDown();
    } else if (held && event.key.toLowerCase() === "z" && !event.shiftKey) {
      if (isTyping.current || deeds.current.length === 0) return;
      event.preventDefault();
      undo();
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(null, null);
      const { row, column } = placeOf(box);
      if (!event.shiftKey && row === numbers.length - 1) addRow();
      go({ row: row + (event.shiftKey ? -1 : 1), column });
    } else if (event.key === "Escape") {
      choose(null, null);
    } else if ((event.key === "Delete" || event.key === "Backspace") && chosen.current) {
      event.preventDefault();
      const places = chosenPlaces().flat();
      say(
        `Đã xoá ${write(
          places.map((place) => ({ ...place, text: "" })),
          numbers.length,
        )} ô.`,
      );
    } else if (step && (held || chosen.current !== null || leavesCell(box, event.key))) {
      const to = { row: from.row + step.row, column: from.column + step.column };
      if (!boxAt(to)) return;
      event.preventDefault();
      if (!event.shiftKey) {
        choose(null, null);
        return go(to);
      }
      choose(chosen.current?.anchor ?? placeOf(box), to);
      boxAt(to)?.scrollIntoView({ block: "nearest", inline: "nearest" });
      const places = chosenPlaces();
      say(places.length > 0 ? `Đã chọn ${places.length} dòng, ${places[0]?.length ?? 0} cột.` : "");
    }
  };

  const handlers = {
    onKeyDown: keys,
    onInput: () => {
      isTyping.current = true;
    },
    onFocus: (event: { target: EventTarget }) => {
      if (isBox(event.target)) lastPlace.current = placeOf(event.target);
    },
    onPointerDown: (event: PointerEvent) => {
      if (!isBox(event.target) || event.pointerType === "touch" || event.button !== 0) return;
      if (event.shiftKey) {
        event.preventDefault();
        choose(chosen.current?.anchor ?? lastPlace.current, placeOf(event.target));
      } else choose(null, null);
    },
    onPointerOver: (event: PointerEvent) => {
      if (!isBox(event.target) || event.pointerType === "touch" || event.buttons !== 1) return;
      const start = document.activeElement;
      if (!isBox(start) || (start === event.target && !chosen.current)) return;
      // What the mouse marked as text inside the first cell is given up for the block.
      start.setSelectionRange(start.value.length, start.value.length);
      choose(placeOf(start), placeOf(event.target));
    },
    onCopy: (event: ClipboardEvent) => {
      const places = chosenPlaces();
      if (places.length === 0) return;
      event.preventDefault();
      event.clipboardData.setData(
        "text/plain",
        formatTsv(places.map((line) => line.map((place) => boxAt(place)?.value ?? ""))),
      );
      say(`Đã sao chép ${places.length} dòng, ${places[0]?.length ?? 0} cột.`);
    },
    onPaste: (event: ClipboardEvent) => {
      if (!isBox(event.target)) return;
      const text = event.clipboardData.getData("text/plain");
      if (!chosen.current && !/[\t\r\n]/.test(text)) return;
      event.preventDefault();
      paste(text);
    },
  };
  return { handlers, undo, fillDown, addRow };
}

const STEPS: Readonly<Record<string, Place | undefined>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** Whether the arrow leaves the cell: the caret is at that end of it, or all of it is marked. */
function leavesCell(box: Box, key: string): boolean {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const isWhole = start === 0 && end === value.length;
  if (key === "ArrowLeft") return isWhole || (start === 0 && end === 0);
  if (key === "ArrowRight") return isWhole || (start === value.length && end === value.length);
  // Up and down open the list of a choice, and move between the lines of a text.
  if (box instanceof HTMLInputElement) return !box.list;
  return !value.includes("\n");
}
