import { Tabs } from "@/components/ui/basics";
import { can, type Viewer } from "@/lib/access/policy";

const PLACES = [
  { href: "/oversight", label: "Kiểm tra, hỗ trợ", needs: "desk.read" },
  { href: "/advice", label: "Tham mưu", needs: "dashboard.read" },
  { href: "/partners", label: "Phối hợp", needs: "desk.read" },
  { href: "/training", label: "Tập huấn", needs: "desk.read" },
] as const;

export type DeskPlace = (typeof PLACES)[number]["href"];

/** The registers that stand beside the plan's work, as far as somebody reads them. */
export const deskTabsOf = (viewer: Viewer, here: DeskPlace) =>
  PLACES.filter(({ needs }) => can(viewer, needs)).map(({ href, label }) => ({
    ...{ href, label },
    isCurrent: href === here,
  }));

export const DeskTabs = ({ tabs }: { tabs: ReturnType<typeof deskTabsOf> }) =>
  tabs.length > 1 ? <Tabs label="Sổ" tabs={tabs} /> : null;
