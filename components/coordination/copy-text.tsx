"use client";

import { useEffect, useState } from "react";

/** Words to be sent by other means; without the script they are selected by hand. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const [canCopy, setCanCopy] = useState(false);
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => setCanCopy(typeof navigator.clipboard?.writeText === "function"), []);
  return (
    <div className="no-print space-y-2">
      <label className="block">
        <span className="mb-1 block font-medium">{label}</span>
        <textarea readOnly rows={5} className="input" value={text} />
      </label>
      {canCopy && (
        <button
          type="button"
          className="btn"
          data-tone="quiet"
          onClick={async () => {
            await navigator.clipboard.writeText(text);
            setIsCopied(true);
          }}
        >
          Chép cho Zalo
        </button>
      )}
      <p role="status" className="text-sm">
        {isCopied ? "Đã chép, dán vào Zalo là gửi được." : ""}
      </p>
    </div>
  );
}
