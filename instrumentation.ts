/** Runs once when the server starts: what is missing stops it here, with a sentence that names it. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { stopUnlessConfigured } = await import("@/lib/start");
  stopUnlessConfigured();
  const { keepSealing } = await import("@/lib/audit/sealing");
  await keepSealing();
}
