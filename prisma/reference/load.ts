import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client, type ClientBase } from "pg";
import { searchKey } from "@/lib/text/search-key";
import { textSortKey } from "@/lib/text/sort-key";
import { areaId, partId, reorganisationId, unitId } from "@/prisma/reference/keys";
import { loadPlan } from "@/prisma/reference/load-plan";
import type { Province } from "@/prisma/reference/province";
import { type National, readNational, readProvince } from "@/prisma/reference/read";
import { put, putOnce, type Row, replace } from "@/prisma/reference/rows";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const NATIONAL = "national";

/** Loads the reference data in one transaction, as the owner of the tables. */
export async function loadReference(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    await loadInto(client);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    await client.end();
  }
}

/**
 * Loads what holds in the whole country and every province that has a folder beside this file, within the caller's
 * transaction. Run again it writes nothing unless a file changed; throws when a file is out of form or contradicts itself.
 */
export async function loadInto(client: ClientBase): Promise<void> {
  await loadNational(client, readNational(join(HERE, NATIONAL)));
  const folders = readdirSync(HERE, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== NATIONAL,
  );
  for (const { name } of folders.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    await loadProvince(client, join(HERE, name));
  }
}

/**
 * Loads one province's folder within the caller's transaction, as the owner of the tables, and returns what it read.
 * The files own the rows of the units and places they name: a version they no longer hold goes. What the province may
 * set itself (a plan's settings, the texts of the resolution's tasks) stays as the province set it.
 */
export async function loadProvince(client: ClientBase, folder: string): Promise<Province> {
  const province = readProvince(folder);
  await begin(client);
  await loadUnits(client, province);
  await loadAreas(client, province);
  await loadReorganisations(client, province);
  if (province.plan) await loadPlan(client, province, province.plan);
  return province;
}

/** Two loaders at once would each find the other's rows missing, so the second waits. The trace gets the deed's name. */
async function begin(client: ClientBase): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtext('load reference'))");
  await client.query("select set_config('app.deed', 'reference.load', true)");
}

async function loadNational(
  client: ClientBase,
  { ruleSets, ethnicGroups, catalogues, privacy }: National,
): Promise<void> {
  await begin(client);
  const sets = ruleSets.map(
    ({ from, to, ...set }): Row => ({
      id: partId("rule-set", set.code),
      valid_from: from,
      valid_to: to ?? null,
      ...set,
    }),
  );
  await replace(client, "rule_set", ["id", sets.map(({ id }) => String(id))], sets);
  const words = [{ code: "ethnic_group", entries: ethnicGroups.groups }, ...catalogues];
  await put(
    client,
    "catalogue_entry",
    words.flatMap(({ code: catalogue, entries, ...period }) =>
      entries.map(
        ([code, label], index): Row => ({
          id: partId("catalogue", catalogue, code),
          catalogue,
          code,
          label,
          order: index + 1,
          valid_from: ("from" in period && period.from) || null,
          valid_to: ("to" in period && period.to) || null,
        }),
      ),
    ),
  );
  await loadPrivacy(client, privacy);
}

/** Texts and periods are never rewritten once they were in a database: another version of the file adds another version. */
async function loadPrivacy(client: ClientBase, privacy: National["privacy"]): Promise<void> {
  const from = privacy.from;
  await put(
    client,
    "privacy_clock",
    privacy.clocks.map(([rule, duty, amount, unit, source]) => ({
      ...{ id: partId("privacy-clock", rule, from), rule, duty, amount, unit, source },
      valid_from: from,
    })),
  );
  await put(
    client,
    "privacy_purpose",
    privacy.purposes.map(([code, name, help, recipients, measures], index) => ({
      ...{ id: partId("privacy-purpose", code, from), code, name, help, recipients, measures },
      order: index + 1,
      valid_from: from,
    })),
  );
  await put(
    client,
    "public_holiday",
    privacy.holidays.map(([day, name]) => ({
      ...{ id: partId("public-holiday", day), day, name, source: privacy.holidaySource },
    })),
  );
  await putOnce(
    client,
    "privacy_text",
    privacy.texts.map(([kind, title, body]) => ({
      ...{ id: partId("privacy-text", kind, from), kind, version: 1, title, body, basis: privacy.textBasis },
      valid_from: from,
      is_sample: true,
    })),
  );
  await putOnce(
    client,
    "retention_rule",
    privacy.retention.map(([className, months, basis]) => ({
      ...{ id: partId("retention-rule", className, from), class: className, months, basis },
      valid_from: from,
      is_sample: true,
    })),
  );
}

const idOf = (key: string | null, of: (key: string) => string): string | null => key && of(key);

async function loadUnits(client: ClientBase, { key: province, isDemo, units }: Province): Promise<void> {
  await put(
    client,
    "unit",
    units.map(({ key }) => ({ id: unitId(key), province_id: unitId(province), is_demo: isDemo })),
  );
  await replace(
    client,
    "unit_version",
    ["unit_id", units.map(({ key }) => unitId(key))],
    units.flatMap(({ key, versions }) =>
      versions.map((version) => ({
        id: partId("unit-version", key, version.validFrom),
        unit_id: unitId(key),
        valid_from: version.validFrom,
        valid_to: version.validTo,
        valid_from_known: version.validFromKnown,
        kind: version.kind,
        name: version.name,
        short_name: version.shortName,
        sort_key: textSortKey(version.name),
        parent_id: idOf(version.parent, unitId),
        code: version.code,
        document_symbol: version.symbol,
        owns_line: version.ownsLine,
        inferred: version.inferred,
        note: version.note,
      })),
    ),
  );
}

async function loadAreas(client: ClientBase, { areas, successions, isDemo }: Province): Promise<void> {
  const ids = areas.map(({ key }) => areaId(key));
  await put(
    client,
    "area",
    ids.map((id) => ({ id, is_demo: isDemo })),
  );
  await replace(
    client,
    "area_version",
    ["area_id", ids],
    areas.flatMap(({ key, versions }) =>
      versions.map((version) => ({
        id: partId("area-version", key, version.validFrom),
        area_id: areaId(key),
        valid_from: version.validFrom,
        valid_to: version.validTo,
        valid_from_known: version.validFromKnown,
        level: version.level,
        type: version.type,
        code: version.code,
        name: version.name,
        search_key: searchKey(version.name),
        sort_key: textSortKey(version.name),
        parent_id: idOf(version.parent, areaId),
        note: version.note,
      })),
    ),
  );
  await replace(
    client,
    "area_succession",
    ["from_area_id", ids],
    successions.map(({ from, to, on, kind, note }) => ({
      id: partId("area-succession", from, to),
      from_area_id: areaId(from),
      to_area_id: areaId(to),
      on,
      kind,
      note,
    })),
  );
}

async function loadReorganisations(
  client: ClientBase,
  { key: province, reorganisations }: Province,
): Promise<void> {
  await put(
    client,
    "reorganisation",
    reorganisations.map(({ key, on, name, legalBasis, inferred }) => ({
      id: reorganisationId(key),
      province_id: unitId(province),
      on,
      name,
      legal_basis: legalBasis,
      inferred,
    })),
  );
  await replace(
    client,
    "reorganisation_line",
    ["reorganisation_id", reorganisations.map(({ key }) => reorganisationId(key))],
    reorganisations.flatMap(({ key, lines }) =>
      lines.map(({ from, to, note }) => ({
        id: partId("reorganisation-line", key, from, to),
        reorganisation_id: reorganisationId(key),
        from_unit_id: unitId(from),
        to_unit_id: unitId(to),
        note: note ?? null,
      })),
    ),
  );
}
