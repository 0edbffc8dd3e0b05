import Link from "next/link";
import type { ReactNode } from "react";
import { MainNav, type NavItem } from "@/components/layout/main-nav";
import { PrintButton } from "@/components/layout/print-button";
import { RaiseLink } from "@/components/layout/raise-link";

/** The frame of every signed-in page: who I am, where I can go, and in a demo what day it is. */
export const AppShell = ({
  person,
  held,
  items,
  demoDay,
  unread,
  mayRaise,
  signOut,
  children,
}: {
  person: string;
  /** What the person answers for, in a few words. */
  held: string;
  items: readonly NavItem[];
  /** The demo's business date in words; absent outside the demo. */
  demoDay?: string | undefined;
  /** Notices nobody has read yet. */
  unread: number;
  /** Whether difficulties and proposals are raised by this person. */
  mayRaise: boolean;
  signOut: () => Promise<void>;
  children: ReactNode;
}) => (
  <>
    <a
      href="#noi-dung"
      className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-10 focus:bg-(--surface) focus:p-3"
    >
      Đến nội dung chính
    </a>
    {demoDay && (
      <aside
        aria-label="Bản minh hoạ"
        className="bg-(--warn-soft) px-4 py-1.5 text-center text-(--warn) text-sm"
      >
        <strong>Dữ liệu minh hoạ.</strong> Ngày làm việc: {demoDay}
      </aside>
    )}
    <header className="no-print border-(--line) border-b bg-(--surface)">
      <div className="mx-auto flex max-w-7xl flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-2">
        <Link
          href="/"
          prefetch={false}
          className="inline-flex min-h-11 items-center font-bold text-(--ink) no-underline"
        >
          Đoàn – Hội trong doanh nghiệp
        </Link>
        <div className="flex flex-wrap items-center gap-x-3 text-sm sm:gap-x-4">
          <Link href="/account" prefetch={false} className="inline-flex min-h-11 items-center">
            <span>
              <strong>{person}</strong>
              <span className="text-(--ink-soft)"> · {held}</span>
            </span>
          </Link>
          <Link href="/inbox" prefetch={false} className="inline-flex min-h-11 items-center">
            {unread > 0 ? <strong>{`Thông báo (${unread > 99 ? "99+" : unread})`}</strong> : "Thông báo"}
          </Link>
          {mayRaise && <RaiseLink />}
          <PrintButton />
          <form action={signOut}>
            <button type="submit" className="min-h-11 cursor-pointer text-(--accent) underline">
              Đăng xuất
            </button>
          </form>
        </div>
      </div>
      <MainNav items={items} />
    </header>
    <main id="noi-dung" tabIndex={-1} className="mx-auto max-w-7xl px-4 py-6">
      {children}
    </main>
  </>
);
