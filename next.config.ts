import type { NextConfig } from "next";

/** On every answer, static files too; what depends on the request is added in proxy.ts. */
const SURFACE = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  // Addresses hold ids of records: they are nobody else's business.
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
];

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  headers: async () => [
    { source: "/:path*", headers: SURFACE },
    // The address of an invitation is a secret until it is used: not even our own pages are told more than the host,
    // which a form posted without JavaScript must say.
    { source: "/invite/:token", headers: [{ key: "Referrer-Policy", value: "strict-origin" }] },
  ],
};

export default config;
