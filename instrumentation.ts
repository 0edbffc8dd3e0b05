/** Runs once when the server starts. The runtime is asked about this way, so that no other build carries what follows. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] === "nodejs") {
    const { start } = await import("@/lib/start");
    await start();
  }
}
