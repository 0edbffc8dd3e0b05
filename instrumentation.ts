/** Runs once when the server starts: what is missing stops it here, with a sentence that names it. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { checkEnv } = await import("@/lib/env");
  try {
    checkEnv();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
