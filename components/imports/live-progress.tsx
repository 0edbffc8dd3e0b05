"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 2_000;

/** How far a job is. Asks for the page again while somebody looks at it; without JavaScript reloading does the same. */
export function LiveProgress({ label, done, total }: { label: string; done: number; total: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <div role="status">
      <label className="block">
        <span className="mb-1 block font-medium">
          {label}: {done.toLocaleString("vi-VN")} / {total.toLocaleString("vi-VN")} dòng
        </span>
        <progress className="h-3 w-full" value={done} max={Math.max(total, 1)} />
      </label>
    </div>
  );
}
