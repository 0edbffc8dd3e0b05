import { PageHeader } from "@/components/layout/page-header";

export default function HomePage() {
  return <PageHeader title="Việc của tôi" help="Những việc đang chờ bạn." />;
}
