import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "@fontsource/be-vietnam-pro/400.css";
import "@fontsource/be-vietnam-pro/600.css";
import "@fontsource/be-vietnam-pro/700.css";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Đoàn – Hội trong doanh nghiệp", template: "%s · Đoàn – Hội trong doanh nghiệp" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is made for its request: a page made beforehand could not carry the request's nonce.
  await connection();
  return (
    <html lang="vi">
      <body>{children}</body>
    </html>
  );
}
