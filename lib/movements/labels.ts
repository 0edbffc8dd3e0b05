import type { Line } from "@/lib/generated/prisma/enums";
import { END_LABELS, START_LABELS } from "@/lib/members/labels";
import {
  ENTRIES,
  type Entry,
  EXITS,
  type Exit,
  type Level,
  type Movement,
  type MovementCheck,
} from "@/lib/movements/rules";

const REORGANISED_LABELS = { in: "Chuyển đến theo tổ chức", out: "Chuyển đi theo tổ chức" } as const;

/** Heads of columns. What was there when an organisation began, or was only written down later, is no admission. */
export const ENTRY_LABELS: Readonly<Record<Entry, string>> = {
  ...START_LABELS,
  founding: "Có khi thành lập",
  on_record: "Ghi nhận có sẵn",
  reorganised: REORGANISED_LABELS.in,
};
export const EXIT_LABELS: Readonly<Record<Exit, string>> = {
  ...END_LABELS,
  matured: "Trưởng thành",
  left: "Thôi",
  reorganised: REORGANISED_LABELS.out,
};

/** Kinds that a table always shows; the others only where somebody came or went by them. */
export const USUAL: Readonly<Record<Line, { entries: readonly Entry[]; exits: readonly Exit[] }>> = {
  union: {
    entries: ["admitted", "transferred_in", "restored"],
    exits: ["matured", "transferred_out", "struck_off", "expelled", "deceased", "left"],
  },
  association: { entries: ["admitted", "transferred_in"], exits: ["transferred_out", "left", "deceased"] },
};

const isEntry = (kind: string): kind is Entry => (ENTRIES as readonly string[]).includes(kind);
const isExit = (kind: string): kind is Exit => (EXITS as readonly string[]).includes(kind);

/** What a list of people is about. */
export function movementLabel(movement: Movement): string {
  if (movement === "opening") return "Có ở đầu kỳ";
  if (movement === "closing") return "Có ở cuối kỳ";
  if (movement === "women") return "Nữ có ở cuối kỳ";
  if (movement === "corrected.in") return "Thêm vào sau khi báo cáo";
  if (movement === "corrected.out") return "Bỏ ra sau khi báo cáo";
  const kind = movement.slice(movement.indexOf(".") + 1);
  if (movement.startsWith("in.") && isEntry(kind)) return `Tăng: ${ENTRY_LABELS[kind].toLowerCase()}`;
  return isExit(kind) ? `Giảm: ${EXIT_LABELS[kind].toLowerCase()}` : kind;
}

export const PERSON_WORDS: Readonly<Record<Line, string>> = { union: "Đoàn viên", association: "Hội viên" };

export const CHECK_LABELS: Readonly<Record<MovementCheck["name"], string>> = {
  balance: "đầu kỳ + tăng − giảm = cuối kỳ",
  persons: "đầu kỳ, cuối kỳ đúng bằng số người có tên",
  cancelling: "cộng các phần, trừ phần chuyển nội bộ = tổng",
};

export const LEVEL_LABELS: Readonly<Record<Level, string>> = {
  branch: "từng tổ chức",
  unit: "từng đơn vị",
  whole: "toàn phạm vi",
};
