import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { UnitKind } from "@/lib/generated/prisma/enums";

export const UNIT_KIND_LABELS: Record<UnitKind, string> = {
  province: "Tỉnh Đoàn",
  department: "Ban, bộ phận của Tỉnh Đoàn",
  district: "Huyện Đoàn",
  city: "Thành Đoàn",
  enterprise_bloc: "Đoàn Khối doanh nghiệp",
  commune: "Đoàn xã",
  ward: "Đoàn phường",
};

/** What no source states and follows from other facts. */
export const INFERRED = "suy ra";

/** "không rõ từ bao giờ, đến trước 01/03/2020": nobody guesses a day. `to` is the first day after. */
export const periodInWords = ({
  validFrom,
  validTo,
}: {
  validFrom: PlainDate | null;
  validTo: PlainDate | null;
}): string =>
  `${validFrom ? `từ ${formatDate(validFrom)}` : "không rõ từ bao giờ"}, ${
    validTo ? `đến trước ${formatDate(validTo)}` : "đến nay chưa thấy kết thúc"
  }`;
