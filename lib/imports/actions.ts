"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import {
  cancelImport,
  chooseSheet,
  commitImport,
  fixRows,
  mapImport,
  resumeImport,
  saveLayout,
  undoImport,
} from "@/lib/imports/commands";
import { FIELDS } from "@/lib/imports/fields";
import {
  commitSchema,
  fixSchema,
  importSchema,
  layoutSchema,
  mappingSchema,
  sheetSchema,
} from "@/lib/imports/schema";

/** Not there, or no longer in a state for it: a page that was left open. */
const GONE: FormState = {
  message: "Tệp nhập này không còn ở bước đó. Tải lại trang để xem tình trạng hiện nay.",
};

export const chooseSheetAction = formAction(sheetSchema, async (viewer, input, deed) => {
  const chosen = await chooseSheet(viewer, deed, input);
  if (chosen.ok) redirect(`/imports/${input.importId}`);
  return {
    import_not_found: GONE,
    sheet_not_found: { errors: { sheet: ["Tệp không có trang tính này"] } },
    heading_not_found: {
      errors: { headerRow: ["Không thấy dòng tiêu đề. Nhập số của dòng chứa tên các cột"] },
    },
    request_reused: REQUEST_REUSED,
  }[chosen.refusal];
});

export const mapImportAction = formAction(mappingSchema, async (viewer, input, deed) => {
  const mapped = await mapImport(viewer, deed, input);
  if (mapped.ok) redirect(`/imports/${input.importId}`);
  switch (mapped.refusal) {
    case "field_not_known":
      return { errors: { [`column.${mapped.details.column}`]: ["Mục này không có trong danh sách"] } };
    case "field_taken_twice":
      return { errors: { [`column.${mapped.details.column}`]: ["Mục này đã chọn cho cột khác"] } };
    case "nothing_mapped":
      return { message: "Chưa cột nào được ghép. Chọn ít nhất một mục." };
    case "fields_missing": {
      const names = Object.values(FIELDS)
        .flat()
        .filter(({ name }) => mapped.details.missing.includes(name))
        .map(({ label }) => `“${label}”`);
      return {
        message: `Thiếu cột bắt buộc: ${[...new Set(names)].join(", ")}. Chọn cột chứa các mục đó, hoặc thêm cột vào tệp rồi tải lên lại.`,
      };
    }
    case "context_not_found":
      return { message: "Đơn vị, tổ chức hoặc đợt đã chọn không còn trong phạm vi của bạn. Chọn lại." };
    case "import_not_found":
      return GONE;
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const fixRowsAction = formAction(fixSchema, async (viewer, input, deed) => {
  const fixed = await fixRows(viewer, deed, input);
  if (fixed.ok) redirect(`/imports/${input.importId}`);
  return {
    import_not_found: GONE,
    nothing_changed: { message: "Chưa ô nào được sửa." },
    request_reused: REQUEST_REUSED,
  }[fixed.refusal];
});

export const commitImportAction = formAction(commitSchema, async (viewer, { importId }, deed) => {
  const asked = await commitImport(viewer, deed, { importId });
  if (asked.ok) redirect(`/imports/${importId}`);
  return {
    import_not_found: GONE,
    nothing_to_write: { message: "Không có dòng nào để ghi: mọi dòng đã giống sổ hoặc còn lỗi." },
    request_reused: REQUEST_REUSED,
  }[asked.refusal];
});

export const undoImportAction = formAction(commitSchema, async (viewer, { importId }, deed) => {
  const asked = await undoImport(viewer, deed, { importId });
  if (asked.ok) redirect(`/imports/${importId}`);
  return { import_not_found: GONE, request_reused: REQUEST_REUSED }[asked.refusal];
});

export const resumeImportAction = formAction(importSchema, async (viewer, { importId }, deed) => {
  const asked = await resumeImport(viewer, deed, { importId });
  if (asked.ok) redirect(`/imports/${importId}`);
  return { import_not_found: GONE, request_reused: REQUEST_REUSED }[asked.refusal];
});

export const cancelImportAction = formAction(importSchema, async (viewer, { importId }, deed) => {
  const cancelled = await cancelImport(viewer, deed, { importId });
  if (cancelled.ok) redirect("/imports?done=cancelled");
  return { import_not_found: GONE, request_reused: REQUEST_REUSED }[cancelled.refusal];
});

export const saveLayoutAction = formAction(layoutSchema, async (viewer, input, deed) => {
  const saved = await saveLayout(viewer, deed, input);
  if (saved.ok) redirect("/imports/layouts");
  switch (saved.refusal) {
    case "layout_not_found":
      return { message: "Không tìm thấy mẫu cột này." };
    case "field_taken_twice":
      return { errors: { [`column.${saved.details.column}`]: ["Mục này đã chọn cho cột khác"] } };
    case "request_reused":
      return REQUEST_REUSED;
  }
});
