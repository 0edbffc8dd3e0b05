import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FixGrid } from "@/components/imports/fix-grid";
import { AgreeForm, MappingForm, PressForm, SheetForm } from "@/components/imports/import-forms";
import { LiveProgress } from "@/components/imports/live-progress";
import { type RowLine, RowList } from "@/components/imports/row-list";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Disclosure, LinkButton, Notice, Tabs } from "@/components/ui/basics";
import { SelectField, TextField } from "@/components/ui/form";
import { Pagination } from "@/components/ui/table";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { ENCODING_LABELS, TABLE_NOTICES } from "@/lib/files/labels";
import { columnName } from "@/lib/files/table";
import { formatNumber } from "@/lib/format";
import type { GridRow } from "@/lib/forms/grid";
import {
  cancelImportAction,
  chooseSheetAction,
  commitImportAction,
  fixRowsAction,
  mapImportAction,
  resumeImportAction,
  undoImportAction,
} from "@/lib/imports/actions";
import { FIELDS } from "@/lib/imports/fields";
import { failureSentence, KIND_LABELS, OUTCOME_LABELS, STATE_LABELS, UNMAPPED } from "@/lib/imports/labels";
import { importPage } from "@/lib/imports/queries";
import { isAtWork, KEPT_DAYS, mayMove, OUTCOMES } from "@/lib/imports/rules";
import { rowFilterSchema } from "@/lib/imports/schema";

export const metadata: Metadata = { title: "Tệp nhập" };

type PageData = NonNullable<Awaited<ReturnType<typeof importPage>>>;

export default async function ImportPage({ params, searchParams }: PageProps<"/imports/[importId]">) {
  const { importId } = await params;
  const filter = rowFilterSchema.parse(await searchParams);
  const page = await readAsViewer((viewer, tx) => importPage(viewer, tx, importId, filter));
  if (!page) notFound();
  const { record, before } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/imports", label: "Nhập từ Excel" }]}
        title={record.fileName}
        help={`${KIND_LABELS[record.kind]} · ${STATE_LABELS[record.state]} · tải lên ${formatMoment(record.createdAt)}`}
        printNote={`In ngày ${formatDate(today())}`}
      />
      {before?.committedAt && !record.committedAt && (
        <Notice tone="warn" title="Tệp này đã được nhập">
          <p>
            Cùng một tệp đã ghi lúc {formatMoment(before.committedAt)}. Nhập lại không tạo bản ghi thứ hai:
            dòng giống sổ thì không đổi.
          </p>
        </Notice>
      )}
      <Step page={page} />
    </div>
  );
}

function Step({ page }: { page: PageData }) {
  const { record } = page;
  if (record.state === "cancelled")
    return <Notice title="Tệp đã bỏ">Nội dung tệp đã xoá, không có gì được ghi.</Notice>;
  if (record.state === "reading") return <Notice title="Đang đọc tệp">Tải lại trang sau ít giây.</Notice>;
  if (isAtWork(record.state)) return <AtWork page={page} />;
  if (record.state === "failed") return <Failed page={page} />;
  if (page.mapping) return <Mapping page={page} mapping={page.mapping} />;
  return <Outcome page={page} />;
}

const form = (importId: string) => ({ importId, requestId: newId() });

function AtWork({ page: { record } }: { page: PageData }) {
  const isChecking = record.state === "checking";
  return (
    <Card title={STATE_LABELS[record.state]}>
      <LiveProgress
        label={isChecking ? "Đã xem" : record.state === "undoing" ? "Đã hoàn tác" : "Đã ghi"}
        done={record.done}
        total={record.total}
      />
      <p className="mt-3 text-(--ink-soft)">
        Việc này chạy nền: có thể đóng trang, đăng xuất hay tắt máy; mở lại trang này để xem tiếp.
        {isChecking && " Kiểm tra không ghi gì vào sổ."}
      </p>
    </Card>
  );
}

function Failed({ page: { record } }: { page: PageData }) {
  return (
    <>
      <Notice tone="bad" title="Dừng giữa chừng">
        <p>{failureSentence(record.failure)}</p>
        <p>
          Đã xong {formatNumber(record.done)} trên {formatNumber(record.total)} dòng.
        </p>
      </Notice>
      <div className="flex flex-wrap gap-3">
        <PressForm {...form(record.id)} action={resumeImportAction} button="Làm tiếp" />
        {mayMove("cancel", record) && (
          <PressForm {...form(record.id)} action={cancelImportAction} button="Bỏ tệp này" tone="quiet" />
        )}
      </div>
    </>
  );
}

function FileNotices({ page: { record } }: { page: PageData }) {
  return (
    <>
      {record.notices.map((notice) => (
        <Notice key={notice} tone="warn">
          <p>{TABLE_NOTICES[notice]}</p>
        </Notice>
      ))}
      {record.encoding && (
        <p className="text-(--ink-soft)">
          Bảng mã của tệp: {ENCODING_LABELS[record.encoding]}, đã đọc thành Unicode.
        </p>
      )}
    </>
  );
}

function Mapping({ page, mapping }: { page: PageData; mapping: NonNullable<PageData["mapping"]> }) {
  const { record } = page;
  const { preview, choices } = mapping;
  const { layout } = record;
  const legacy = new Map(preview.legacy.map((column) => [column.column, column]));
  const named = (items: readonly { id: string; name: string }[]) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <FileNotices page={page} />
      <Card title="1. Trang tính và dòng tiêu đề">
        {!layout && (
          <Notice tone="warn" title="Không thấy dòng tiêu đề">
            <p>Chọn trang tính khác, hoặc nhập số của dòng chứa tên các cột.</p>
          </Notice>
        )}
        <SheetForm
          {...form(record.id)}
          action={chooseSheetAction}
          sheet={record.sheet}
          headerRow={layout?.headerRows[0] ?? null}
          sheets={record.sheets.map(({ name, isHidden, rowCount }, index) => ({
            value: String(index),
            label: `${name || "Bảng"} (${formatNumber(rowCount)} dòng${isHidden ? ", đang ẩn" : ""})`,
          }))}
        />
      </Card>
      {layout && (
        <Card title="2. Ghép cột">
          <p className="mb-3 text-(--ink-soft)">
            Ô để trống không xoá dữ liệu đã có. Cột “Mã (không sửa)” của danh sách xuất ra làm dòng thành cập
            nhật của đúng bản ghi đó. Cách ghép được nhớ cho lần sau.
          </p>
          <MappingForm
            {...form(record.id)}
            action={mapImportAction}
            fields={FIELDS[record.kind].map(({ name, label, isRequired }) => ({
              value: name,
              label: isRequired ? `${label} (bắt buộc)` : label,
            }))}
            columns={layout.columns.map(({ column, heading, field, why, isHidden }) => {
              const old = legacy.get(column);
              return {
                ...{ column, letter: columnName(column), field },
                heading: isHidden ? `${heading} (cột đang ẩn trong tệp)` : heading,
                why: field === null && why ? UNMAPPED[why] : undefined,
                samples: preview.rows.slice(0, 3).map(({ texts }) => (texts[column - 1] ?? "").slice(0, 60)),
                legacy: old && {
                  ...{ encoding: old.encoding, label: ENCODING_LABELS[old.encoding] },
                  samples: old.samples.slice(0, 3).map(({ before, after }) => ({ before, after })),
                },
              };
            })}
          >
            <div className="grid gap-4 sm:grid-cols-2">
              {choices.units.length > 0 && (
                <SelectField
                  name="unitId"
                  label="Đơn vị quản lý của cả tệp"
                  hint="Dùng cho dòng không ghi đơn vị"
                  options={named(choices.units)}
                  empty={choices.units.length === 1 ? "Đơn vị của tôi" : "Theo cột trong tệp"}
                  defaultValue={record.unitId}
                />
              )}
              {choices.branches.length > 0 && (
                <SelectField
                  name="branchId"
                  label="Tổ chức của cả tệp"
                  hint="Dùng cho dòng không ghi tổ chức"
                  options={named(choices.branches)}
                  empty="Theo cột trong tệp"
                  defaultValue={record.branchId}
                />
              )}
              {choices.campaigns.length > 0 && (
                <SelectField
                  name="campaignId"
                  label="Đợt khảo sát của cả tệp"
                  hint="Dùng cho dòng không ghi đợt"
                  options={named(choices.campaigns)}
                  empty="Theo cột trong tệp"
                  defaultValue={record.campaignId}
                />
              )}
              <TextField
                name="layoutName"
                label="Đặt tên cho mẫu cột này"
                hint="Có tên thì đồng nghiệp cùng đơn vị cũng dùng được"
                maxLength={100}
              />
            </div>
          </MappingForm>
        </Card>
      )}
      {mayMove("cancel", record) && (
        <PressForm {...form(record.id)} action={cancelImportAction} button="Bỏ tệp này" tone="quiet" />
      )}
    </>
  );
}

function Outcome({ page }: { page: PageData }) {
  const { record, filter } = page;
  const { by, undone, kept } = page.counts;
  const waiting = by.create + by.update;
  const address = (query: Record<string, string>) =>
    `/imports/${record.id}?${new URLSearchParams(query)}` as const;
  const labels = new Map(FIELDS[record.kind].map(({ name, label }) => [name, label]));
  const isChecked = record.state === "checked";
  return (
    <>
      {record.state === "committed" && (
        <Notice tone="good" title={`Đã ghi ${formatNumber(page.counts.written)} dòng`}>
          <p>
            Dòng lỗi và mâu thuẫn không được ghi. Tải bảng kết quả, sửa rồi tải lên lại: dòng đã ghi sẽ không
            đổi.
          </p>
        </Notice>
      )}
      {record.state === "undone" && (
        <Notice tone={kept > 0 ? "warn" : "good"} title={`Đã hoàn tác ${formatNumber(undone)} dòng`}>
          {kept > 0 && (
            <p>
              {formatNumber(kept)} dòng giữ nguyên vì đã có người sửa hoặc dùng tiếp.{" "}
              <a href={address({ kept: "1" })}>Xem các dòng đó</a>
            </p>
          )}
        </Notice>
      )}
      {record.purgedAt ? (
        <Notice title="Nội dung tệp đã xoá">
          Tệp nhập chỉ giữ {KEPT_DAYS} ngày; dữ liệu đã ghi không bị ảnh hưởng.
        </Notice>
      ) : (
        <>
          {isChecked && (
            <Card title="Ghi vào sổ">
              {waiting > 0 ? (
                <AgreeForm
                  {...form(record.id)}
                  action={commitImportAction}
                  agree={`Ghi ${formatNumber(by.create)} dòng thêm mới và ${formatNumber(by.update)} dòng cập nhật. Dòng lỗi và mâu thuẫn không được ghi.`}
                  button={`Ghi ${formatNumber(waiting)} dòng`}
                />
              ) : (
                <p>Không có dòng nào để ghi: mọi dòng đã giống sổ, hoặc còn lỗi cần sửa.</p>
              )}
            </Card>
          )}
          <Tabs
            label="Lọc theo kết quả"
            tabs={[
              {
                href: `/imports/${record.id}`,
                label: "Tất cả",
                isCurrent: !filter.outcome && !filter.kept,
              },
              ...OUTCOMES.filter((outcome) => by[outcome] > 0).map((outcome) => ({
                href: address({ outcome }),
                label: `${OUTCOME_LABELS[outcome]} (${formatNumber(by[outcome])})`,
                isCurrent: filter.outcome === outcome,
              })),
            ]}
          />
          <RowList
            caption="Từng dòng của tệp"
            rows={page.rows.map(
              (row): RowLine => ({
                ...row,
                problems: row.problems.map(({ address: at, message }) => ({ address: at, message })),
                changes: row.changes.map(({ field, from, to }) => ({
                  label: labels.get(field) ?? field,
                  from,
                  to,
                })),
              }),
            )}
          />
          <Pagination
            first={filter.after ? address({ ...(filter.outcome && { outcome: filter.outcome }) }) : null}
            next={
              page.next
                ? address({
                    ...(filter.outcome && { outcome: filter.outcome }),
                    ...(filter.kept && { kept: "1" }),
                    after: String(page.next),
                  })
                : null
            }
          />
          {isChecked && page.fixable.length > 0 && (
            <Card title="Sửa ngay tại đây">
              <FixGrid
                {...form(record.id)}
                action={fixRowsAction}
                columns={page.fixColumns.map(({ column, heading }) => ({
                  name: String(column),
                  label: `${columnName(column)} ${heading}`,
                  width: 12,
                  type: "text",
                }))}
                rows={page.fixable satisfies GridRow[]}
              />
            </Card>
          )}
          <div className="no-print flex flex-wrap gap-3">
            <a href={`/imports/${record.id}/result`} className="btn" data-tone="quiet">
              Tải bảng kết quả (.xlsx)
            </a>
            {isChecked && (
              <LinkButton href={address({ step: "map" })} tone="quiet">
                Ghép lại cột
              </LinkButton>
            )}
            {mayMove("cancel", record) && (
              <PressForm {...form(record.id)} action={cancelImportAction} button="Bỏ tệp này" tone="quiet" />
            )}
          </div>
          {mayMove("undo", record) && (
            <Disclosure summary="Hoàn tác cả tệp">
              <p className="mb-3">
                Bản ghi do tệp này tạo ra sẽ bị xoá, giá trị cũ được trả lại, nếu từ đó chưa ai sửa hoặc dùng
                tiếp. Phần còn lại giữ nguyên và được liệt kê kèm lý do.
              </p>
              <AgreeForm
                {...form(record.id)}
                action={undoImportAction}
                agree="Tôi muốn hoàn tác tất cả những gì tệp này đã ghi"
                button="Hoàn tác"
                tone="danger"
              />
            </Disclosure>
          )}
        </>
      )}
    </>
  );
}
