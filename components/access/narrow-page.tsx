import type { ReactNode } from "react";

/** A page outside the frame, for those who are not yet quite signed in: one column, one task. */
export const NarrowPage = ({
  title,
  help,
  children,
}: {
  title: ReactNode;
  help: ReactNode;
  children: ReactNode;
}) => (
  <main className="mx-auto max-w-md space-y-5 px-4 py-12">
    <header className="space-y-2">
      <h1>{title}</h1>
      <p className="text-(--ink-soft)">{help}</p>
    </header>
    {children}
  </main>
);
