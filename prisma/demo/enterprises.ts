import type { Line } from "@/lib/generated/prisma/enums";
import { enterpriseNameKey, searchKey } from "@/lib/text/search-key";
import { textSortKey } from "@/lib/text/sort-key";
import { CAST, type Part } from "./cast";
import { TAX_CODES, TRADES } from "./names";
import { type Choices, morningOf, type Writer } from "./rows";

export type Place = { unitId: string; unitName: string; communes: readonly string[]; officerId: string };

export type DemoEnterprise = Part & {
  id: string;
  name: string;
  place: Place;
  status: "active" | "suspended" | "closed";
  legalForm: NonNullable<Part["form"]>;
  owned: NonNullable<Part["ownership"]>;
  registeredOn: string;
};

const FORM_WORDS = {
  llc_one_member: "Công ty TNHH MTV",
  llc_two_members: "Công ty TNHH",
  joint_stock: "Công ty cổ phần",
  private_enterprise: "Doanh nghiệp tư nhân",
  cooperative: "Hợp tác xã",
  household_business: "Hộ kinh doanh",
} as const;

/** Registers the sixty enterprises with their two times and their managing units. */
export async function writeEnterprises(
  write: Writer,
  chance: Choices,
  provinceId: string,
  placeOf: (unit: string) => Place,
): Promise<DemoEnterprise[]> {
  const written: DemoEnterprise[] = [];
  const codes = [...TAX_CODES];
  for (const [index, part] of CAST.entries()) {
    const place = placeOf(part.unit);
    const [trade, industry] = chance.pick(TRADES);
    const legalForm = part.form ?? chance.pick(["llc_one_member", "llc_two_members", "joint_stock"] as const);
    const owned = part.ownership ?? "non_state";
    const name = `${FORM_WORDS[legalForm]} ${trade} Minh hoạ ${String(index + 1).padStart(2, "0")}`;
    const taxCode = part.noTaxCode ? null : (codes.shift() ?? null);
    const registeredOn =
      part.startedOn ?? `20${String(chance.between(8, 13)).padStart(2, "0")}-0${chance.between(1, 9)}-15`;
    const enterprise: DemoEnterprise = {
      ...part,
      id: write.id(`enterprise/${index}`),
      name,
      place,
      legalForm,
      owned,
      registeredOn,
      status:
        part.situation === "suspended" ? "suspended" : part.situation === "closed" ? "closed" : "active",
    };
    const areaId = chance.pick(place.communes);
    await write.insert("enterprise", {
      id: enterprise.id,
      province_id: provinceId,
      union_unit_id: place.unitId,
      association_unit_id: place.unitId,
      name,
      search_key: searchKey(name),
      name_key: enterpriseNameKey(name),
      sort_key: textSortKey(name),
      tax_code: taxCode,
      has_no_tax_code: taxCode === null,
      legal_form: legalForm,
      ownership: owned,
      status: enterprise.status,
      industry,
      area_id: areaId,
      address: `Tổ ${chance.between(1, 15)}`,
      started_year: Number(registeredOn.slice(0, 4)),
      representative: "Người đại diện (minh hoạ)",
      is_demo: true,
      created_by_id: place.officerId,
      created_at: morningOf(registeredOn),
      updated_at: morningOf(registeredOn),
    });
    await writeLife(write, enterprise, areaId);
    for (const line of ["union", "association"] satisfies Line[]) {
      await write.insert("enterprise_management", {
        enterprise_id: enterprise.id,
        line,
        unit_id: place.unitId,
        valid_from: registeredOn,
        recorded_at: morningOf(registeredOn),
      });
    }
    if (part.entrepreneur) {
      await write.insert("entrepreneur_membership", {
        enterprise_id: enterprise.id,
        valid_from: "2013-01-01",
        recorded_at: morningOf("2014-10-27"),
      });
    }
    written.push(enterprise);
  }
  return written;
}

/** What counts for K1, period by period: two of the sixty stopped since. */
async function writeLife(write: Writer, enterprise: DemoEnterprise, areaId: string) {
  const facts = {
    enterprise_id: enterprise.id,
    name: enterprise.name,
    legal_form: enterprise.legalForm,
    ownership: enterprise.owned,
    area_id: areaId,
  };
  const stopped = enterprise.status === "active" ? null : "2014-11-10";
  await write.insert("enterprise_version", {
    ...facts,
    status: "active",
    valid_from: enterprise.registeredOn,
    valid_to: stopped,
    recorded_at: morningOf(enterprise.registeredOn),
  });
  if (!stopped) return;
  await write.insert("enterprise_version", {
    ...facts,
    status: enterprise.status,
    valid_from: stopped,
    recorded_at: morningOf("2014-11-12"),
    reason: enterprise.status === "closed" ? "Đã giải thể" : "Tạm ngừng sản xuất",
  });
}
