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
    | "activity-register"
    | "assignments"
    | "branch-payments"
    | "branches"
    | "campaigns"
    | "cases"
    | "congresses"
    | "coordination"
    | "enterprises"
    | "feedback"
    | "fees"
    | "goals"
    | "measures"
    | "model-cells"
    | "movements"
    | "need-enterprises"
    | "needs"
    | "oversight"
    | "partners"
    | "payments"
    | "plans"
    | "priority"
    | "programmes"
    | "progress"
    | "ratings"
    | "records"
    | "residence"
    | "shares"
    | "surveys"
    | "targets"
    | "trained"
    | "training"
    | "units"
    | "working-groups";
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
