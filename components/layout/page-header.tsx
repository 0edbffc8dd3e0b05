import Link from "next/link";
import type { ReactNode } from "react";
import { hrefOf, type Place } from "@/components/ui/place";

/** What the screen is, one line of help, and what to do next. */
export const PageHeader = ({
  title,
  help,
  actions,
  trail = [],
  printNote,
}: {
  title: ReactNode;
  /** One line: what the screen is for and what to do here. */
  help: ReactNode;
  /** The primary action first. */
  actions?: ReactNode;
  trail?: readonly { href: Place; label: ReactNode }[];
  /** On paper only: which filters and which day the sheet shows. */
  printNote?: ReactNode;
}) => (
  <header className="mb-5 space-y-2">
    {trail.length > 0 && (
      <nav aria-label="Đường dẫn" className="no-print text-sm">
        <ol className="flex flex-wrap gap-x-2">
          {trail.map(({ href, label }) => (
            <li
              key={String(href)}
              className="after:ml-2 after:text-(--ink-soft) after:content-['›'] last:after:content-none"
            >
              <Link href={hrefOf(href)} prefetch={false} className="inline-flex min-h-6 items-center">
                {label}
              </Link>
            </li>
          ))}
        </ol>
      </nav>
    )}
    <h1>{title}</h1>
    <p className="max-w-prose text-(--ink-soft)">{help}</p>
    {printNote && <p className="only-print">{printNote}</p>}
    {actions && <div className="no-print flex flex-wrap gap-3 pt-1">{actions}</div>}
  </header>
);
