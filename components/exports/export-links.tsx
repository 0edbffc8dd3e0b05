import { LinkButton } from "@/components/ui/basics";
import type { PersonList } from "@/lib/exports/schema";

type Filter = Readonly<Record<string, string | number | undefined>>;

/** What was said of the list, without the place in it. */
function saidOf(filter: Filter): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value && name !== "after" && name !== "page") query.set(name, String(value));
  }
  return query;
}

/** The list as a file, by the filter on screen. Plain links: what comes back is no page. */
export function ExportLinks({
  list,
  filter = {},
}: {
  list:
    | "activities"
    | "advice"
    | "branch-payments"
    | "branches"
    | "campaigns"
    | "congresses"
    | "enterprises"
    | "feedback"
    | "fees"
    | "goals"
    | "movements"
    | "oversight"
    | "partners"
    | "payments"
    | "plans"
    | "progress"
    | "ratings"
    | "records"
    | "residence"
    | "shares"
    | "surveys"
    | "trained"
    | "training"
    | "units";
  filter?: Filter;
}) {
  const query = saidOf(filter);
  const address = (format: string) =>
    `/exports/${list}?${new URLSearchParams([...query, ["format", format]])}`;
  return (
    <>
      <a href={address("xlsx")} className="btn no-print" data-tone="quiet">
        Xuất Excel
      </a>
      <a href={address("csv")} className="btn no-print" data-tone="quiet">
        Xuất CSV
      </a>
    </>
  );
}

/** A list with persons in it: the page where the reason is asked. */
export const PersonExport = ({ list, filter = {} }: { list: PersonList; filter?: Filter }) => (
  <LinkButton
    href={`/members/export?${new URLSearchParams([["list", list], ...saidOf(filter)])}`}
    tone="quiet"
  >
    Xuất danh sách
  </LinkButton>
);
