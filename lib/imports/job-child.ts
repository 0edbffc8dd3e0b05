import { database, workPatiently } from "@/lib/db/client";
import { type Job, work } from "@/lib/imports/engine";
import { answer } from "@/lib/jobs/parent";

/** One job of an import, in a process of its own: it takes the memory of one batch, not of a file. */
answer(async (job: Job) => {
  workPatiently();
  await work(job);
  await database().$disconnect();
  return { peakMb: process.resourceUsage().maxRSS / 1024 };
});
