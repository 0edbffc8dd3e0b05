import { expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { recordDirective, takeBackDirective, traceTask, untraceTask } from "@/lib/directives/commands";
import { directivePage, directivesOf, listDirectives } from "@/lib/directives/queries";
import { stepObligation } from "@/lib/receipts/commands";
import { deed } from "@/tests/support/factories";
import { composingWorld, issuedPlan } from "@/tests/support/factories-composing";
import { value } from "@/tests/support/factories-transfers";

const PAPER = {
  symbol: "08-HD/TWĐTN",
  issuedOn: "2014-03-20",
  issuer: "Ban Bí thư Trung ương Đoàn",
  abstract: "Hướng dẫn xây dựng Chi đoàn mạnh",
} as const;

it("tasks are traced to a directive (row 27): its page shows how far they are; taken back only when nothing hangs on it", async () => {
  const { department, officer, outsiders, provinceId, districtA } = await composingWorld();
  const { planId, taskId } = await issuedPlan(department, provinceId, { charged: [districtA] });
  expect(await recordDirective(officer, deed(), PAPER)).toMatchObject({ refusal: "not_allowed" });
  expect(await recordDirective(department, deed(), { ...PAPER, issuedOn: "2999-01-01" })).toMatchObject({
    refusal: "in_future",
  });
  const { directiveId } = value(await recordDirective(department, deed(), PAPER));
  expect(await recordDirective(department, deed(), { ...PAPER, symbol: "8 – HD/TWĐTN" })).toMatchObject({
    refusal: "already_there",
  });
  expect(await traceTask(officer, deed(), { directiveId, taskId })).toMatchObject({
    refusal: "task_not_found",
  });
  value(await traceTask(department, deed(), { directiveId, taskId }));
  expect(await traceTask(department, deed(), { directiveId, taskId })).toMatchObject({
    refusal: "already_traced",
  });
  value(
    await stepObligation(officer, deed(), {
      ...{ taskId, unitId: districtA, state: "done", on: "2014-12-02", note: "Đã tập huấn" },
    }),
  );
  const page = (who: Viewer) => withViewer(who, (tx) => directivePage(who, tx, directiveId));
  expect((await page(department))?.tasks).toMatchObject([
    { taskId, state: { charged: 1, tally: { done: 1 } } },
  ]);
  expect((await page(officer))?.tasks).toMatchObject([{ taskId, mayUntrace: false }]);
  expect(await page(outsiders["another province's department"])).toBeNull();
  const traced = await withViewer(officer, (tx) => directivesOf(officer, tx, planId));
  expect(traced.get(taskId)).toMatchObject([{ symbol: PAPER.symbol }]);
  const listed = await withViewer(officer, (tx) => listDirectives(officer, tx));
  expect(listed).toMatchObject({ mayRecord: false, rows: [{ id: directiveId, tasks: 1 }] });

  expect(await takeBackDirective(department, deed(), { directiveId })).toMatchObject({
    refusal: "still_traced",
  });
  const linkId = (await page(department))?.tasks[0]?.linkId ?? "";
  expect(await untraceTask(officer, deed(), { linkId })).toMatchObject({ refusal: "link_not_found" });
  value(await untraceTask(department, deed(), { linkId }));
  value(await takeBackDirective(department, deed(), { directiveId }));
  expect(await page(department)).toBeNull();
  // Taken back by mistake: it can be recorded again.
  value(await recordDirective(department, deed(), PAPER));
});
