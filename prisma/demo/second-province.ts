import { fileURLToPath } from "node:url";
import type { Client } from "pg";
import type { Line } from "@/lib/generated/prisma/enums";
import { enterpriseNameKey, searchKey } from "@/lib/text/search-key";
import { textSortKey } from "@/lib/text/sort-key";
import { areaId, unitId } from "@/prisma/reference/keys";
import { loadProvince } from "@/prisma/reference/load";
import { livingOn } from "@/prisma/reference/province";
import { type AccountWriterOf, DEMO_BUSINESS_DATE } from "./accounts";
import { morningOf, type Writer } from "./rows";

const FOLDER = fileURLToPath(new URL("second-province", import.meta.url));

/** A second, marked province with an officer and an enterprise in each unit: what the province fence must hide. */
export async function loadSecondProvince(
  client: Client,
  write: Writer,
  accountOf: AccountWriterOf,
): Promise<void> {
  const province = await loadProvince(client, FOLDER);
  const units = livingOn(province.units, DEMO_BUSINESS_DATE);
  const communes = livingOn(province.areas, DEMO_BUSINESS_DATE).filter(({ level }) => level === "commune");
  const top = units.find(({ kind }) => kind === "province");
  const [commune] = communes;
  if (!top || !commune) throw new Error("The second province has no province unit or no commune");
  const provinceId = unitId(top.key);
  const account = accountOf(provinceId);
  await account("minh-hoa-thuong-vu", "province_board", provinceId);
  for (const [index, unit] of units.filter(({ kind }) => kind === "district" || kind === "city").entries()) {
    const id = unitId(unit.key);
    const officerId = await account(`minh-hoa-huyen-${index + 1}`, "unit_officer", id, {
      name: `Cán bộ ${unit.name}`,
    });
    const name = `Công ty TNHH Láng giềng Minh hoạ ${index + 1}`;
    const facts = {
      name,
      legal_form: "llc_two_members",
      ownership: "non_state",
      status: "active",
      area_id: areaId(commune.key),
    };
    const enterpriseId = await write.insert("enterprise", {
      ...facts,
      province_id: provinceId,
      union_unit_id: id,
      association_unit_id: id,
      search_key: searchKey(name),
      name_key: enterpriseNameKey(name),
      sort_key: textSortKey(name),
      has_no_tax_code: true,
      is_demo: true,
      created_by_id: officerId,
    });
    const since = { valid_from: "2012-01-01", recorded_at: morningOf("2014-10-24") };
    await write.insert("enterprise_version", { enterprise_id: enterpriseId, ...facts, ...since });
    for (const line of ["union", "association"] satisfies Line[]) {
      await write.insert("enterprise_management", {
        enterprise_id: enterpriseId,
        line,
        unit_id: id,
        ...since,
      });
    }
  }
}
