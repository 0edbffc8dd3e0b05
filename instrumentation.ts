/** Runs once when the server starts: what is missing stops it here, with a sentence that names it;
 * requests are told from then on where they came from. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { stopUnlessConfigured } = await import("@/lib/start");
  stopUnlessConfigured();
  const { subscribe } = await import("node:diagnostics_channel");
  const { stampClientAddress } = await import("@/lib/http/client-address");
  subscribe("http.server.request.start", stampClientAddress);
  const { keepSealing } = await import("@/lib/audit/sealing");
  await keepSealing();
}
