/** The list as a file, by the filter on screen. Plain links: what comes back is no page. */
export function ExportLinks({
  list,
  filter,
}: {
  list: "enterprises" | "branches" | "records" | "surveys";
  filter: Readonly<Record<string, string | undefined>>;
}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value && name !== "after") query.set(name, value);
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
