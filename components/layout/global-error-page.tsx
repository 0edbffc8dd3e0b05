"use client";

import { ErrorPage } from "@/components/layout/error-page";

/** The last net: the frame itself failed, so it brings its own. */
export const GlobalErrorPage = (props: { error: Error & { digest?: string }; reset: () => void }) => (
  <html lang="vi">
    <body>
      <ErrorPage {...props} />
    </body>
  </html>
);
