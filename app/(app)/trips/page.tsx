import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { TripPlanner } from "@/components/trips/trip-planner";
import { TripSheet } from "@/components/trips/trip-sheet";
import { Card, LinkButton, Notice } from "@/components/ui/basics";
import { formatLongDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { areasToFilter, unitsToFilter } from "@/lib/enterprises/queries";
import { tripPage } from "@/lib/trips/queries";
import { tripSchema } from "@/lib/trips/schema";

export const metadata: Metadata = { title: "Chuyến đi" };

export default async function TripsPage({ searchParams }: PageProps<"/trips">) {
  const trip = tripSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    const found = await tripPage(viewer, tx, trip);
    return (
      found && {
        ...found,
        units: await unitsToFilter(viewer, tx),
        areas: await areasToFilter(viewer, tx),
      }
    );
  });
  if (!page) notFound();
  const { chosen, today, ...others } = page;
  const on = trip.on ?? today;
  const missing = trip.e.length - chosen.length;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/priority", label: "Ưu tiên đi trước" }]}
        title={chosen.length > 0 ? `Phiếu đi cơ sở ${formatLongDate(on)}` : "Chuyến đi"}
        help="Chọn các doanh nghiệp sẽ đến: nơi gần nhau được gom theo xã, phường; phiếu nói ở mỗi nơi cần làm gì. In phiếu mang theo, về ghi lần gặp."
        actions={
          <LinkButton href="/priority" tone="quiet">
            Xem nơi nên đi trước
          </LinkButton>
        }
      />
      {missing > 0 && (
        <Notice
          tone="warn"
          title={`${missing} nơi trong địa chỉ này không có trong phạm vi của bạn, đã bỏ ra.`}
        />
      )}
      <Card title="Phiếu đi">
        <TripSheet stops={chosen} />
      </Card>
      <TripPlanner trip={trip} on={on} chosen={chosen} {...others} />
    </div>
  );
}
