"use client";

import { type ReactNode, useEffect, useState } from "react";

export type Hint = { key: string; text: string; href?: string };

/**
 * Asks `url` while somebody types into the named fields and says politely what it found (a likely duplicate). Without
 * JavaScript nothing appears and the form's own answer says the same on sending.
 */
export function LiveHint({
  url,
  fields,
  title,
  children,
}: {
  /** Answers `{ hints: Hint[] }` for the fields' values as query parameters. */
  url: string;
  fields: readonly string[];
  title: string;
  children: ReactNode;
}) {
  const [hints, setHints] = useState<Hint[]>([]);
  const [typed, setTyped] = useState("");
  useEffect(() => {
    if (!typed) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`${url}?${typed}`, { signal: stop.signal });
        if (!response.ok) return;
        const answer: { hints: Hint[] } = await response.json();
        setHints(answer.hints);
      } catch {
        // No signal on the ridge: the form itself asks again on sending.
      }
    }, 350);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed, url]);
  return (
    <div
      className="space-y-5"
      onInput={(event) => {
        const form = event.currentTarget.closest("form");
        if (!form) return;
        const values = new FormData(form);
        const query = new URLSearchParams(fields.map((name) => [name, String(values.get(name) ?? "")]));
        setTyped(query.toString());
      }}
    >
      {children}
      <div aria-live="polite">
        {hints.length > 0 && (
          <div className="notice" data-tone="warn">
            <p className="font-semibold">{title}</p>
            <ul className="list-disc pl-5">
              {hints.map(({ key, text, href }) => (
                <li key={key}>{href ? <a href={href}>{text}</a> : text}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
}
