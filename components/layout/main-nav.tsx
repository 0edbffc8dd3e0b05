"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { hrefOf } from "@/components/ui/place";

/** A place of the program; one of every day stands in the bar, the others behind "Thêm". */
export type NavItem = { href: `/${string}`; label: string; isEveryday: boolean };

const isAt = (here: string, { href }: NavItem): boolean =>
  href === "/" ? here === "/" : here === href || here.startsWith(`${href}/`);

/** The bar of places, and which of them we are in; where we are stands in the bar, whatever it is. */
export function MainNav({ items }: { items: readonly NavItem[] }) {
  const here = usePathname();
  const inBar = items.filter((item) => item.isEveryday || isAt(here, item));
  const more = items.filter((item) => !inBar.includes(item));
  return (
    <nav aria-label="Chính" className="relative mx-auto max-w-7xl px-2">
      <ul className="flex flex-wrap">
        {inBar.map((item) => (
          <li key={item.href}>
            <NavLink item={item} isCurrent={isAt(here, item)} />
          </li>
        ))}
        {more.length > 0 && (
          <li>
            {/* The key shuts it on the way to another page: the frame stays while pages change. */}
            <details key={here}>
              <summary className="flex min-h-11 cursor-pointer items-center border-transparent border-b-3 px-2 text-(--accent) sm:px-3">
                Thêm
              </summary>
              <ul className="absolute inset-x-0 top-full z-10 grid grid-cols-2 border border-(--line) bg-(--surface) px-2 py-1 shadow-lg sm:grid-cols-4">
                {more.map((item) => (
                  <li key={item.href}>
                    <NavLink item={item} isCurrent={false} />
                  </li>
                ))}
              </ul>
            </details>
          </li>
        )}
      </ul>
    </nav>
  );
}

const NavLink = ({ item, isCurrent }: { item: NavItem; isCurrent: boolean }) => (
  <Link
    href={hrefOf(item.href)}
    prefetch={false}
    aria-current={isCurrent ? "page" : undefined}
    className={`inline-flex min-h-11 items-center border-b-3 px-2 no-underline sm:px-3 ${isCurrent ? "border-(--accent) font-semibold" : "border-transparent"}`}
  >
    {item.label}
  </Link>
);
