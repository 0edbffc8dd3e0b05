"use client";

import { useEffect, useState } from "react";

/** Prints the page; shown only where it can work. */
export function PrintButton() {
  const [canPrint, setCanPrint] = useState(false);
  useEffect(() => setCanPrint(true), []);
  return canPrint ? (
    <button
      type="button"
      onClick={() => window.print()}
      className="min-h-11 cursor-pointer text-(--accent) underline"
    >
      In trang
    </button>
  ) : null;
}
