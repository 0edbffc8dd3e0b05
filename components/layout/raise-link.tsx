"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { hrefOf } from "@/components/ui/place";

const ABOUT = /^\/(enterprises|branches|cases|plans)\/([0-9a-f-]{36})(?:\/|$)/;
const NAMES: Readonly<Record<string, string>> = {
  enterprises: "enterprise",
  branches: "branch",
  cases: "case",
  plans: "plan",
};

/** Where a difficulty is raised from any screen: the address of the form, carrying what the screen is about. */
export function raiseHref(here: string): `/${string}` {
  const [, kind = "", id] = ABOUT.exec(here) ?? [];
  return id ? `/feedback/new?${NAMES[kind]}=${id}` : "/feedback/new";
}

/** The first of two taps (row 61); the second sends the form. */
export function RaiseLink() {
  return (
    <Link
      href={hrefOf(raiseHref(usePathname()))}
      prefetch={false}
      className="inline-flex min-h-11 items-center"
    >
      Nêu khó khăn
    </Link>
  );
}
