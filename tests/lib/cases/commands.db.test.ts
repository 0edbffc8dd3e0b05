import { describe, expect, it } from "vitest";
import { askOverride, decideOverride, moveCase, openCase, useGrantedOverride } from "@/lib/cases/commands";
import { casesOfEnterprise, listOverrides, overridesWaiting } from "@/lib/cases/queries";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { owner } from "@/tests/support/database";
import { deed, enterprise, province, row, signedIn, viewer } from "@/tests/support/factories";
import { caseMove } from "@/tests/support/factories-cases";

async function world() {
  const { provinceId, districtA, districtB } = await province();
  const [officer, sibling, department, hoi] = await Promise.all([
    viewer({ role: "unit_officer", provinceId, unitId: districtA }),
    viewer({ role: "unit_officer", provinceId, unitId: districtB }),
    viewer({ role: "org_department", provinceId }),
    viewer({ role: "unit_officer", provinceId, unitId: districtA, line: "association" }),
  ]);
  const enterpriseId = await enterprise({ provinceId, unitId: districtA });
  return { provinceId, districtA, officer, sibling, department, hoi, enterpriseId };
}
type World = Awaited<ReturnType<typeof world>>;

const opening = { line: "union" as const, openedOn: "2014-11-03", note: null };
const cases = ({ officer, enterpriseId }: World) =>
  withViewer(officer, (tx) => casesOfEnterprise(officer, tx, enterpriseId));
async function opened(given: World) {
  const answer = await openCase(given.officer, deed(), { ...opening, enterpriseId: given.enterpriseId });
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value.id;
}

describe("establishment cases", () => {
  it("opens one for a line, refuses a second, the future, and whoever does not manage that line", async () => {
    const given = await world();
    const input = { ...opening, enterpriseId: given.enterpriseId };
    expect(await openCase(given.sibling, deed(), input)).toMatchObject({ refusal: "enterprise_not_found" });
    expect(await openCase(given.department, deed(), input)).toMatchObject({
      refusal: "enterprise_not_found",
    });
    expect(await openCase(given.hoi, deed(), input)).toMatchObject({ refusal: "enterprise_not_found" });
    expect(await openCase(given.officer, deed(), { ...input, openedOn: "2999-01-01" })).toMatchObject({
      refusal: "date_in_future",
    });
    expect((await openCase(given.officer, deed(), input)).ok).toBe(true);
    expect(await openCase(given.officer, deed(), input)).toMatchObject({ refusal: "case_already_open" });
    expect((await openCase(given.hoi, deed(), { ...input, line: "association" })).ok).toBe(true);
  });

  it("row 43: calling a line hard opens the other line's case in its stead", async () => {
    const given = await world();
    const caseId = await opened(given);
    const answer = await moveCase(
      given.officer,
      deed(),
      caseMove(caseId, "hard", { reason: "Chủ doanh nghiệp từ chối", on: "2014-11-10" }),
    );

    expect(answer.ok).toBe(true);
    expect(await cases(given)).toMatchObject([
      { line: "association", fallbackForId: caseId, openedOn: "2014-11-10" },
      { line: "union", difficulty: "Chủ doanh nghiệp từ chối" },
    ]);
  });

  it("reports to the Party committee and closes, not before it was opened and not on a stale version", async () => {
    const given = await world();
    const caseId = await opened(given);
    const report = caseMove(caseId, "reported", { on: "2014-11-05" });
    expect(await moveCase(given.officer, deed(), { ...report, on: "2014-11-02" })).toMatchObject({
      refusal: "before_opening",
    });
    expect((await moveCase(given.officer, deed(), report)).ok).toBe(true);
    expect(await moveCase(given.officer, deed(), report)).toMatchObject({ refusal: "changed_meanwhile" });
    const close = caseMove(caseId, "closed", { version: 2, on: "2014-11-20", reason: "Đã thành lập" });
    expect(await moveCase(given.sibling, deed(), close)).toMatchObject({ refusal: "case_not_found" });
    expect((await moveCase(given.officer, deed(), close)).ok).toBe(true);
    expect((await openCase(given.officer, deed(), { ...opening, enterpriseId: given.enterpriseId })).ok).toBe(
      true,
    );
  });
});

describe("overrides", () => {
  const subject = ({ enterpriseId }: World) => ({ rule: "V06", enterpriseId, line: "union" as const });
  const ask = (given: World, who = given.officer) =>
    askOverride(who, deed(), { ...subject(given), subject: "Chi đoàn 2 người", reason: "Sẽ thêm" });

  it("are asked for by the unit once, granted by the department, and used once", async () => {
    const given = await world();
    const asked = await ask(given);
    const overrideId = asked.ok ? asked.value.id : "";
    expect(await ask(given)).toMatchObject({ refusal: "override_already_asked" });
    expect(await withViewer(given.department, (tx) => overridesWaiting(given.department, tx))).toMatchObject({
      toDecide: 1,
    });
    const decision = { overrideId, version: 1, decision: "granted" as const, decisionNote: "Đồng ý" };
    expect((await decideOverride(given.department, deed(), decision)).ok).toBe(true);
    expect(await decideOverride(given.department, deed(), decision)).toMatchObject({
      refusal: "already_decided",
    });

    await expect(
      withViewer(
        given.officer,
        (tx) =>
          tx.$executeRaw`update override_request set subject = 'Việc khác' where id = ${overrideId}::uuid`,
      ),
    ).rejects.toThrow(/permission denied/);

    const use = () =>
      withViewer(given.officer, (tx) => useGrantedOverride(given.officer, tx, subject(given), newId()));
    expect(await use()).toBe(true);
    expect(await use()).toBe(false);
  });

  it("are not used when refused or of another rule, line or enterprise", async () => {
    const given = await world();
    const asked = await ask(given);
    const overrideId = asked.ok ? asked.value.id : "";
    const use = (change: object) =>
      withViewer(given.officer, (tx) =>
        useGrantedOverride(given.officer, tx, { ...subject(given), ...change }, newId()),
      );
    expect(await use({})).toBe(false);
    await decideOverride(given.department, deed(), {
      overrideId,
      version: 1,
      decision: "refused",
      decisionNote: "Không",
    });
    expect(await use({})).toBe(false);
    expect(await use({ rule: "V21" })).toBe(false);
  });

  it("are never decided by the one who asked, nor by the unit, in the program and by the database", async () => {
    const given = await world();
    const { provinceId, officer } = given;
    await row("appointment", {
      account_id: officer.accountId,
      role: "org_department",
      province_id: provinceId,
      unit_id: provinceId,
      valid_from: "2000-01-01",
    });
    const self = await signedIn(officer.accountId);
    const asked = await ask(given, self);
    const overrideId = asked.ok ? asked.value.id : "";
    const decision = { overrideId, version: 1, decision: "granted" as const, decisionNote: "Tự cho" };

    expect(await decideOverride(self, deed(), decision)).toMatchObject({ refusal: "own_request" });
    expect(await decideOverride(given.sibling, deed(), decision)).toMatchObject({
      refusal: "override_not_found",
    });
    await expect(
      withViewer(
        self,
        (tx) =>
          tx.$executeRaw`update override_request set state = 'granted', decided_by_id = ${self.accountId}::uuid, decided_at = now() where id = ${overrideId}::uuid`,
      ),
    ).rejects.toThrow(/override_request_decided/);
    const colleague = await viewer({ role: "unit_officer", provinceId, unitId: given.districtA });
    const touched = await withViewer(
      colleague,
      (tx) => tx.$executeRaw`update override_request set state = 'granted' where id = ${overrideId}::uuid`,
    );
    expect(touched).toBe(0);
    expect(await withViewer(given.sibling, (tx) => listOverrides(given.sibling, tx))).toEqual([]);
    const { rows } = await owner.query("select state from override_request where id = $1", [overrideId]);
    expect(rows[0]).toEqual({ state: "requested" });
  });
});

it("an exception is decided only by a session that proved lately whose it is, in the program and in the database", async () => {
  const given = await world();
  const overrideId = await row("override_request", {
    rule: "V06",
    enterprise_id: given.enterpriseId,
    line: "union",
    subject: "Chi đoàn 2 người",
    reason: "Vùng xa",
    requested_by_id: given.officer.accountId,
  });
  const decision = { overrideId, version: 1, decision: "granted" as const, decisionNote: "Đồng ý" };
  const decideByHand = () =>
    withViewer(
      given.department,
      (tx) =>
        tx.$executeRaw`update override_request set state = 'granted', decided_by_id = ${given.department.accountId}::uuid,
          decided_at = now(), decision_note = 'tay' where id = ${overrideId}::uuid`,
    );
  const proved = (minutesAgo: number) =>
    owner.query("update session set proved_at = now() - make_interval(mins => $2) where id = $1", [
      given.department.sessionId,
      minutesAgo,
    ]);

  await proved(11);
  expect(await decideOverride(given.department, deed(), decision)).toMatchObject({ refusal: "proof_needed" });
  expect(await decideByHand()).toBe(0);
  await proved(1);
  expect(await decideOverride(given.department, deed(), decision)).toMatchObject({ ok: true });
});
