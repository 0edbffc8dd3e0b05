import { searchKey } from "@/lib/text/search-key";

type Named = { id: string; name: string; label: string };

const KIND = /^(?:xa|phuong|thi tran) /;

/**
 * The communes a text may mean: "Xã Ngọc Động, Huyện Thông Nông", "Xã Ngọc Động" or "Ngọc Động", marks or none. Several where
 * homonyms are not told apart, none where there is no such place.
 */
export function communesNamed<Commune extends Named>(communes: readonly Commune[], typed: string): Commune[] {
  const key = searchKey(typed);
  for (const reading of READINGS) {
    const found = communes.filter((commune) => searchKey(reading(commune)) === key);
    if (found.length > 0) return found;
  }
  return communes.filter(({ name }) => searchKey(name).replace(KIND, "") === key);
}

const READINGS = [({ label }: Named) => label, ({ name }: Named) => name];
