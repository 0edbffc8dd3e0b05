"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { hrefOf, type Place } from "@/components/ui/place";

/** A place of the main navigation; says which one we are in. */
export function NavLink({ href, children }: { href: Place; children: ReactNode }) {
  const here = usePathname();
  const place = String(href);
  const isCurrent = place === "/" ? here === "/" : here === place || here.startsWith(`${place}/`);
  return (
    <Link
      href={hrefOf(href)}
      prefetch={false}
      aria-current={isCurrent ? "page" : undefined}
      className={`inline-flex min-h-11 items-center border-b-3 px-3 no-underline ${isCurrent ? "border-(--accent) font-semibold" : "border-transparent"}`}
    >
      {children}
    </Link>
  );
}
