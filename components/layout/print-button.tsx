"use client";

import { useEffect, useState } from "react";

/** Prints the page; shown only where it can work; on a phone, where the bar is short, the browser's own menu prints. */
export function PrintButton() {
  const [canPrint, setCanPrint] = useState(false);
  useEffect(() => setCanPrint(true), []);
  return canPrint ? (
    <button
      type="button"
      onClick={() => window.print()}
      className="min-h-11 cursor-pointer text-(--accent) underline max-sm:hidden"
    >
      In trang
    </button>
  ) : null;
}
