import { QuestionLine } from "@/components/indicators/question-line";
import { FormTable } from "@/components/returns/form-table";
import { Badge, Notice } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { formatDate } from "@/lib/dates/plain-date";
import { formTitle } from "@/lib/returns/labels";
import type { FormBook as Book } from "@/lib/returns/rules";

/** The eight forms on a page: what they are asked for, whether they may leave, and each as a table. */
export function FormBook({ book, isFiltered }: { book: Book; isFiltered: boolean }) {
  return (
    <div className="space-y-5">
      <FilterBar action="/reports/forms" isFiltered={isFiltered}>
        <FilterText
          name="from"
          label="Kỳ từ ngày"
          value={formatDate(book.from)}
          placeholder="Ví dụ 23/10/2014"
        />
        <FilterText
          name="asOf"
          label="Đến hết ngày"
          value={formatDate(book.asOf)}
          placeholder="Ví dụ 15/12/2014"
        />
        {book.units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị"
            value={book.unit ?? undefined}
            options={book.units.map(({ id, shortName }) => ({ value: id, label: shortName }))}
          />
        )}
      </FilterBar>
      <QuestionLine
        parts={[
          { label: "Đơn vị", value: book.unitName },
          { label: "Theo", value: book.plan },
          { label: "Số liệu", value: book.times },
        ]}
      />
      {book.isDemo && <Badge>Dữ liệu minh hoạ</Badge>}
      {book.broken.length > 0 && (
        <Notice tone="bad" title="Biến động không khớp, nên chưa tải được biểu:">
          <ul>
            {book.broken.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Notice>
      )}
      <nav aria-label="Các biểu" className="no-print">
        <ul className="flex flex-wrap gap-x-4">
          {book.forms.map((form) => (
            <li key={form.number}>
              <a href={`#bieu-${form.number}`} className="inline-flex min-h-11 items-center">
                {formTitle(form)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {book.forms.map((form) => (
        <FormTable key={form.number} form={form} />
      ))}
    </div>
  );
}
