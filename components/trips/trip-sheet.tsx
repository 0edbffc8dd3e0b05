import Link from "next/link";
import { EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatPhone } from "@/lib/format";
import { placeInWords, taskInWords } from "@/lib/trips/labels";
import { byPlace, type Placed, type Task } from "@/lib/trips/rules";

export type TripStop = Placed & {
  id: string;
  name: string;
  address: string | null;
  mayVisit: boolean;
  contacts: readonly { name: string | null; phone: string | null }[];
  tasks: readonly Task[];
};

/** The route sheet: place by place, what is to be done at each door, and blanks to fill in by hand. */
export function TripSheet({ stops }: { stops: readonly TripStop[] }) {
  if (stops.length === 0) {
    return (
      <EmptyState title="Chưa chọn nơi nào">
        Đánh dấu các doanh nghiệp bên dưới rồi bấm “Cập nhật chuyến đi”; phiếu hiện ở đây để in.
      </EmptyState>
    );
  }
  return (
    <div className="space-y-5">
      <p className="only-print">Người đi: …………………………………………………… Phương tiện: ……………………………………</p>
      {byPlace(stops).map(({ place, stops: here }) => (
        <Table
          key={place.id}
          caption={<strong>{`${placeInWords(place)}: ${here.length} nơi`}</strong>}
          columns={COLUMNS}
          rows={here}
          rowKey={({ id }) => id}
          empty={null}
        />
      ))}
    </div>
  );
}

/** Room for a hand that writes; on a screen the link that records what was met there. */
const Blank = () => <span className="only-print min-h-16 min-w-48" />;

const COLUMNS: Column<TripStop>[] = [
  {
    key: "name",
    label: "Doanh nghiệp",
    isName: true,
    cell: ({ id, name, address, contacts }) => (
      <>
        <Link href={`/enterprises/${id}`} prefetch={false}>
          {name}
        </Link>
        {address && <p className="font-normal text-sm">{address}</p>}
        {contacts.map(({ name: who, phone }) => (
          <p key={`${who} ${phone}`} className="font-normal text-sm">
            {[who, phone && formatPhone(phone)].filter(Boolean).join(", ")}
          </p>
        ))}
      </>
    ),
  },
  {
    key: "tasks",
    label: "Việc cần làm ở đó",
    cell: ({ tasks }) =>
      tasks.length === 0 ? (
        "Thăm, nắm tình hình"
      ) : (
        <ul className="list-disc pl-5">
          {tasks.map(taskInWords).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      ),
  },
  {
    key: "result",
    label: "Đã gặp ai, kết quả, hẹn tiếp",
    cell: ({ id, mayVisit }) => (
      <>
        <Blank />
        {mayVisit && (
          <Link href={`/enterprises/${id}/visits/new`} prefetch={false} className="no-print">
            Ghi lần gặp
          </Link>
        )}
      </>
    ),
  },
];
