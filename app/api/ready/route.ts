import { connection } from "next/server";
import { readiness } from "@/lib/db/readiness";

/** Readiness: the database answers and holds the migrations of this build; 503 tells a proxy to wait. */
export async function GET() {
  await connection();
  const { isReady, ...details } = await readiness();
  return Response.json(
    { status: isReady ? "ready" : "not ready", ...details },
    { status: isReady ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  );
}
