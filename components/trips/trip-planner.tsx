import Link from "next/link";
import { Card, EmptyState } from "@/components/ui/basics";
import { FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import { NEED_LABELS, placeInWords, taskInWords } from "@/lib/trips/labels";
import { byPlace, NEEDS } from "@/lib/trips/rules";
import { MOST_STOPS, type Trip } from "@/lib/trips/schema";
import type { TripStop } from "./trip-sheet";

/** Where to go: the chosen ones and others by place, ticked in a plain form whose address is the trip. */
export function TripPlanner({
  trip,
  on,
  chosen,
  offered,
  total,
  units,
  areas,
}: {
  trip: Trip;
  on: PlainDate;
  chosen: readonly TripStop[];
  offered: readonly TripStop[];
  /** Of all that could be offered. */
  total: number;
  units: readonly { id: string; name: string }[];
  areas: readonly { id: string; name: string }[];
}) {
  return (
    <form action="/trips" method="get" className="no-print space-y-4">
      <Card title="Chọn nơi đến">
        <div className="flex flex-wrap items-end gap-3">
          <FilterText name="on" label="Ngày đi" value={formatDate(on)} placeholder="Ví dụ 16/12/2014" />
          {units.length > 1 && (
            <FilterSelect
              name="unit"
              label="Đơn vị"
              value={trip.unit}
              options={units.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <FilterSelect
            name="area"
            label="Xã, phường"
            value={trip.area}
            options={areas.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <FilterSelect
            name="need"
            label="Cần đến vì"
            value={trip.need}
            options={NEEDS.map((need) => ({ value: need, label: NEED_LABELS[need] }))}
          />
          <button type="submit" className="btn">
            Cập nhật chuyến đi
          </button>
          {trip.e.length > 0 && (
            <Link href="/trips" prefetch={false} className="btn" data-tone="quiet">
              Bỏ chọn hết
            </Link>
          )}
        </div>
        <p className="mt-2 text-(--ink-soft) text-sm">
          {`Một chuyến nhiều nhất ${MOST_STOPS} nơi. Lưu chuyến đi bằng cách lưu địa chỉ của trang này.`}
        </p>
      </Card>
      {chosen.length > 0 && (
        <Card title={`Đã chọn ${formatNumber(chosen.length)} nơi`}>
          <Places stops={chosen} isChosen />
        </Card>
      )}
      <Card title={`${formatNumber(total)} nơi khác có thể đến`}>
        {offered.length === 0 ? (
          <EmptyState title="Không còn nơi nào khớp điều kiện">Bỏ bớt điều kiện để xem rộng hơn.</EmptyState>
        ) : (
          <Places stops={offered} isChosen={false} />
        )}
        {offered.length < total && (
          <p className="mt-3 text-(--ink-soft) text-sm">
            {`Đang hiện ${formatNumber(offered.length)} nơi đầu; chọn đơn vị, xã hoặc việc để thu hẹp.`}
          </p>
        )}
      </Card>
    </form>
  );
}

const Places = ({ stops, isChosen }: { stops: readonly TripStop[]; isChosen: boolean }) => (
  <div className="grid gap-4 lg:grid-cols-2">
    {byPlace(stops).map(({ place, stops: here }) => (
      <fieldset key={place.id}>
        <legend className="font-medium">{placeInWords(place)}</legend>
        {here.map(({ id, name, tasks }) => (
          <label key={id} className="tick">
            <input type="checkbox" name="e" value={id} defaultChecked={isChosen} />
            <span>
              {name}
              <span className="block text-(--ink-soft) text-sm">{tasks.map(taskInWords).join("; ")}</span>
            </span>
          </label>
        ))}
      </fieldset>
    ))}
  </div>
);
