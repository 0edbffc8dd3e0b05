"use client";

import { useEffect, useId, useState } from "react";
import { TextField } from "@/components/ui/form";

/**
 * A text field that offers what `url?q=` knows as its list of suggestions (`{ suggestions: string[] }`); the browser's own
 * datalist does the rest. Without JavaScript it is a plain text field, and the server understands the same words.
 */
export function SuggestField({
  url,
  name,
  label,
  hint,
  defaultValue,
  required,
}: {
  url: string;
  name: string;
  label: string;
  hint?: string;
  defaultValue?: string | null;
  required?: boolean;
}) {
  const list = useId();
  const [typed, setTyped] = useState("");
  const [offered, setOffered] = useState<string[]>([]);
  useEffect(() => {
    if (typed.trim().length < 2) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`${url}?${new URLSearchParams({ q: typed })}`, { signal: stop.signal });
        if (!response.ok) return;
        const answer: { suggestions: string[] } = await response.json();
        setOffered(answer.suggestions);
      } catch {
        // Nothing to offer without a signal; typing goes on.
      }
    }, 250);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed, url]);
  return (
    <>
      <TextField
        name={name}
        label={label}
        {...(hint && { hint })}
        {...(required && { required })}
        defaultValue={defaultValue ?? null}
        list={list}
        onInput={setTyped}
      />
      <datalist id={list}>
        {offered.map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
    </>
  );
}
