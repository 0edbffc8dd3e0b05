/** Liveness: the process answers. Asks nothing else, so that a slow database does not get it restarted. */
export const GET = () => Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
