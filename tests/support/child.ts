import { answer } from "@/lib/jobs/parent";

/** A child that does as it is told, for the test of children. */
answer(async (task: string) => {
  if (task === "fail") throw new Error("said so");
  if (task === "hang") await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (task === "grow") {
    const kept: number[][] = [];
    for (;;) kept.push(new Array(1_000_000).fill(kept.length));
  }
  return { task, day: new Date(0), secret: process.env["NEXTAUTH_SECRET"] ?? null };
});
