import Link from "next/link";
import type { ReactNode } from "react";
import { hrefOf, type Place } from "@/components/ui/place";

export type Tone = "good" | "warn" | "bad" | "accent" | "calm";

export const LinkButton = ({
  href,
  tone,
  children,
}: {
  href: Place;
  tone?: "quiet" | "danger";
  children: ReactNode;
}) => (
  <Link href={hrefOf(href)} className="btn no-print" data-tone={tone} prefetch={false}>
    {children}
  </Link>
);

/** A state in a word; the colour only repeats it. */
export const Badge = ({ tone = "calm", children }: { tone?: Tone; children: ReactNode }) => (
  <span className="badge" data-tone={tone}>
    {children}
  </span>
);

export const Notice = ({
  tone = "accent",
  title,
  children,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
}) => (
  <div className="notice" data-tone={tone} role={tone === "good" ? "status" : undefined}>
    {title && <p className="font-semibold">{title}</p>}
    {children}
  </div>
);

export const Card = ({
  title,
  action,
  children,
  id,
}: {
  title?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  id?: string;
}) => (
  <section className="card" {...(id && { id })}>
    {(title || action) && (
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        {title && <h2>{title}</h2>}
        {action}
      </div>
    )}
    {children}
  </section>
);

/** What is not there yet, and what to do about it. */
export const EmptyState = ({
  title,
  children,
  action,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) => (
  <div className="rounded-xl border border-(--line) border-dashed px-5 py-8 text-center">
    <p className="font-semibold">{title}</p>
    {children && <div className="mx-auto mt-1 max-w-prose text-(--ink-soft)">{children}</div>}
    {action && <div className="mt-4">{action}</div>}
  </div>
);

export type Fact = {
  label: ReactNode;
  value: ReactNode;
  /** Where it comes from and how old it is. */
  source?: ReactNode;
  isStale?: boolean;
};

export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
    {/* Facts of one list never change places, and their labels may be elements. */}
    {[...facts.entries()].map(([place, { label, value, source, isStale }]) => (
      <div key={place}>
        <dt className="text-(--ink-soft) text-sm">{label}</dt>
        <dd className={isStale ? "text-(--ink-soft)" : "font-medium"}>{value ?? "–"}</dd>
        {source && <dd className="text-(--ink-soft) text-xs">{source}</dd>}
      </div>
    ))}
  </dl>
);

export type TimelineItem = { key: string; when: ReactNode; what: ReactNode; more?: ReactNode; tone?: Tone };

export const Timeline = ({ items, empty }: { items: readonly TimelineItem[]; empty: string }) =>
  items.length === 0 ? (
    <p className="text-(--ink-soft)">{empty}</p>
  ) : (
    <ol className="space-y-3 border-(--line) border-l-2 pl-4">
      {items.map(({ key, when, what, more }) => (
        <li key={key}>
          <p className="text-(--ink-soft) text-sm">{when}</p>
          <p>{what}</p>
          {more && <div className="text-(--ink-soft) text-sm">{more}</div>}
        </li>
      ))}
    </ol>
  );

export const Stat = ({
  label,
  value,
  href,
  note,
  tone,
}: {
  label: ReactNode;
  value: ReactNode;
  href?: Place;
  note?: ReactNode;
  tone?: Tone;
}) => (
  <div className="card">
    <p className="text-(--ink-soft) text-sm">{label}</p>
    <p className="font-bold text-3xl tabular-nums" data-tone={tone}>
      {href ? (
        <Link href={hrefOf(href)} prefetch={false}>
          {value}
        </Link>
      ) : (
        value
      )}
    </p>
    {note && <p className="text-(--ink-soft) text-sm">{note}</p>}
  </div>
);

/** Tabs are links: each view has its own address. */
export const Tabs = ({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { href: Place; label: ReactNode; isCurrent: boolean }[];
}) => (
  <nav aria-label={label} className="no-print flex flex-wrap gap-1 border-(--line) border-b">
    {tabs.map((tab) => (
      <Link
        key={String(tab.href)}
        href={hrefOf(tab.href)}
        prefetch={false}
        aria-current={tab.isCurrent ? "page" : undefined}
        className={`inline-flex min-h-11 items-center px-3 no-underline ${tab.isCurrent ? "border-(--accent) border-b-3 font-semibold" : ""}`}
      >
        {tab.label}
      </Link>
    ))}
  </nav>
);

/** A heading that opens what most people do not need. */
export const Disclosure = ({ summary, children }: { summary: ReactNode; children: ReactNode }) => (
  <details className="rounded-lg border border-(--line) bg-(--surface)">
    <summary className="flex min-h-11 cursor-pointer items-center px-4 font-medium">{summary}</summary>
    <div className="px-4 pb-4">{children}</div>
  </details>
);
