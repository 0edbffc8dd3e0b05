import { currentViewer } from "@/lib/access/viewer";
import { notThere, signedOut } from "@/lib/http/problem";

/** Every other address of the API: refused in its own words, and to the signed-out like any other. */
export const GET = async () => ((await currentViewer()) ? notThere() : signedOut());
