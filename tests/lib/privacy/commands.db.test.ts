import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { addDays, toDatabase } from "@/lib/dates/plain-date";
import { withViewer } from "@/lib/db/scope";
import {
  addHoliday,
  decideErasure,
  decideRetention,
  endBasis,
  exportPerson,
  liftKeeping,
  nameContact,
  notifyBreach,
  orderKeeping,
  proposeErasure,
  proposeRetention,
  publishText,
  recordBreach,
  recordConsent,
  recordLegalBasis,
  recordMeasures,
  registerRequest,
  removeHoliday,
  setRetention,
  takeStep,
} from "@/lib/privacy/commands";
import {
  affectedPersons,
  calendar,
  lawToday,
  listBreaches,
  listRequests,
  openExport,
  personsWithoutBasis,
  privacyNotices,
  privacyOfPerson,
  requestPage,
  retentionPage,
  textVersions,
} from "@/lib/privacy/queries";
import { EXPORTED_TABLES } from "@/lib/privacy/rules";
import { owner } from "@/tests/support/database";
import { deed, member, row, viewer } from "@/tests/support/factories";
import { cellWorld } from "@/tests/support/factories-members";

const today = lawToday();
const ask = <Value>(
  asking: Viewer,
  read: (tx: Parameters<Parameters<typeof withViewer>[1]>[0]) => Promise<Value>,
) => withViewer(asking, read);
const value = <Answer>(answer: { ok: true; value: Answer } | { ok: false; refusal: string }): Answer => {
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value;
};

async function world() {
  const cell = await cellWorld();
  const someone = await member({ branchId: cell.cell, birthDate: "1990-05-03" });
  const second = await viewer({
    role: "org_department",
    provinceId: cell.provinceId,
    unitId: cell.orgDepartment,
  });
  return {
    ...cell,
    ...someone,
    second,
    department: cell.outsiders["the organisation department"],
    stranger: cell.outsiders["another province's officer"],
    neighbour: cell.outsiders["another chi đoàn's secretary"],
  };
}
type World = Awaited<ReturnType<typeof world>>;

const consent = (personId: string, changed = {}) => ({
  ...{ personId, purpose: "management", how: "signed_paper" as const, evidence: "Giấy số 1, cặp 2026" },
  ...{ givenOn: today, guardianName: null, guardianRelation: null },
  ...changed,
});
const asking = (personId: string | null, changed = {}) => ({
  ...{ personId, subjectName: null, contact: null, kind: "delete" as const, how: "letter" as const },
  ...{ receivedOn: today, content: "Xin xoá dữ liệu của tôi", hasThirdParty: false },
  ...changed,
});
const unproved = async ({ sessionId }: Viewer) =>
  void (await owner.query("update session set proved_at = now() - interval '1 hour' where id = $1", [
    sessionId,
  ]));

/** Ends the membership, as somebody who left years ago. */
const left = ({ membershipId }: World) =>
  owner.query(
    "update membership set valid_to = '2020-01-01', end_kind = 'matured', end_reason = 'Nông Văn Thử trưởng thành' where id = $1",
    [membershipId],
  );

describe("texts and the public notice", () => {
  it("are versions from a day on: a new one takes over, the earlier stays readable, none begins in the past", async () => {
    const { department, officer, provinceId } = await world();
    const text = {
      ...{
        kind: "notice" as const,
        title: "Thông báo của tỉnh",
        body: "Nội dung",
        basis: "Luật 91/2025/QH15",
      },
      validFrom: today,
    };
    expect(await publishText(officer, deed(), text)).toMatchObject({ refusal: "not_yours" });
    expect(await publishText(department, deed(), { ...text, validFrom: addDays(today, -1) })).toMatchObject({
      refusal: "date_in_past",
    });
    expect((await publishText(department, deed(), text)).ok).toBe(true);
    expect(await publishText(department, deed(), text)).toMatchObject({ refusal: "day_taken" });
    value(await publishText(department, deed(), { ...text, title: "Bản sau", validFrom: addDays(today, 7) }));

    const notices = (await ask(department, (tx) => textVersions(department, tx, provinceId))).filter(
      ({ kind }) => kind === "notice",
    );
    expect(notices.map(({ title, version, isInForce }) => [title, version, isInForce])).toEqual([
      ["Bản sau", 3, false],
      ["Thông báo của tỉnh", 2, true],
      ["Thông báo về xử lý dữ liệu cá nhân", 1, false],
    ]);
    await expect(
      ask(
        department,
        (tx) => tx.$executeRaw`update privacy_text set body = 'khác' where province_id is not null`,
      ),
    ).rejects.toThrow();

    value(
      await nameContact(department, deed(), {
        ...{ name: "Ban Tổ chức – Kiểm tra", phone: "0206 3852 123", email: null, address: null },
        validFrom: today,
      }),
    );
    // Nobody is signed in here.
    expect((await privacyNotices()).find((notice) => notice.provinceId === provinceId)).toMatchObject({
      title: "Thông báo của tỉnh",
      contactName: "Ban Tổ chức – Kiểm tra",
    });
  });

  it("adds a holiday that no table could know, once, and takes it back", async () => {
    const { department, officer, provinceId } = await world();
    const tet = { day: "2027-02-05", name: "Tết Nguyên đán", source: "Thông báo nghỉ Tết" };
    expect(await addHoliday(officer, deed(), tet)).toMatchObject({ refusal: "not_yours" });
    const { id } = value(await addHoliday(department, deed(), tet));
    expect(await addHoliday(department, deed(), tet)).toMatchObject({ refusal: "day_taken" });
    expect(await addHoliday(department, deed(), { ...tet, day: "2027-05-01" })).toMatchObject({
      refusal: "day_taken",
    });
    const days = async () =>
      (await ask(department, (tx) => calendar(department, tx, provinceId))).holidays.map(({ day }) => day);
    expect(await days()).toContain(tet.day);
    expect(await removeHoliday(officer, deed(), { holidayId: id })).toMatchObject({
      refusal: "holiday_not_found",
    });
    value(await removeHoliday(department, deed(), { holidayId: id }));
    expect(await days()).not.toContain(tet.day);
  });
});

describe("consent and legal basis", () => {
  it("begins as 'not recorded', is one per purpose, names the text, and can be withdrawn with a date", async () => {
    const { secretary, personId, department } = await world();
    const seen = () => ask(secretary, (tx) => privacyOfPerson(secretary, tx, personId));
    expect((await seen())?.purposes.map(({ code, standing }) => [code, standing])).toEqual([
      ["management", null],
      ["contact", null],
      ["statistics", null],
      ["sensitive", null],
    ]);
    expect((await ask(secretary, (tx) => personsWithoutBasis(secretary, tx))).total).toBe(1);
    const given = value(await recordConsent(secretary, deed(), consent(personId)));
    expect(await recordConsent(secretary, deed(), consent(personId))).toMatchObject({
      refusal: "basis_standing",
    });
    expect((await ask(secretary, (tx) => personsWithoutBasis(secretary, tx))).total).toBe(0);
    expect((await seen())?.purposes[0]?.standing).toMatchObject({ kind: "consent", text: { version: 1 } });
    const legal = {
      ...{ personId, purpose: "statistics", ground: "organisation", article: "Điều 19" },
      ...{ evidence: "Quyết định số 1", givenOn: today },
    };
    expect((await recordLegalBasis(secretary, deed(), legal)).ok).toBe(true);
    expect(await recordLegalBasis(secretary, deed(), { ...legal, ground: "made_up" })).toMatchObject({
      refusal: "ground_unknown",
    });
    const end = { basisId: given.id, endKind: "withdrawn" as const, endedOn: today, endReason: "Yêu cầu 1" };
    expect(await endBasis(secretary, deed(), { ...end, endedOn: addDays(today, -3) })).toMatchObject({
      refusal: "before_given",
    });
    expect(await endBasis(secretary, deed(), { ...end, endedOn: addDays(today, 1) })).toMatchObject({
      refusal: "date_in_future",
    });
    expect((await endBasis(department, deed(), end)).ok).toBe(true);
    expect(await endBasis(secretary, deed(), end)).toMatchObject({ refusal: "basis_not_found" });
    expect((await seen())?.purposes[0]).toMatchObject({
      standing: null,
      earlier: [{ endKind: "withdrawn" }],
    });
  });

  it("is written by whoever keeps the person's record, for a purpose that exists, on a day that was", async () => {
    const { secretary, officer, personId, outsiders } = await world();
    for (const [who, outsider] of Object.entries(outsiders)) {
      expect(await recordConsent(outsider, deed(), consent(personId)), who).toMatchObject({
        refusal: "person_not_found",
      });
    }
    expect(await recordConsent(secretary, deed(), consent(personId, { purpose: "ads" }))).toMatchObject({
      refusal: "purpose_unknown",
    });
    expect(
      await recordConsent(secretary, deed(), consent(personId, { givenOn: addDays(today, 1) })),
    ).toMatchObject({ refusal: "date_in_future" });
    // No text was there to consent to.
    expect(
      await recordConsent(secretary, deed(), consent(personId, { givenOn: "2014-12-01" })),
    ).toMatchObject({ refusal: "no_text_then" });
    expect((await recordConsent(officer, deed(), consent(personId))).ok).toBe(true);
  });

  it("V32: under sixteen the guardian consents, by name and relation, to the guardian's text", async () => {
    const { secretary, cell } = await world();
    const { personId } = await member({ branchId: cell, birthDate: addDays(today, -365 * 15) });
    expect(await recordConsent(secretary, deed(), consent(personId))).toMatchObject({
      refusal: "guardian_needed",
    });
    expect(
      await recordConsent(
        secretary,
        deed(),
        consent(personId, { guardianName: "Người mẹ", guardianRelation: "mẹ" }),
      ),
    ).toMatchObject({ ok: true });
    const page = await ask(secretary, (tx) => privacyOfPerson(secretary, tx, personId));
    expect(page).toMatchObject({ isMinor: true });
    expect(page?.purposes[0]?.standing).toMatchObject({
      guardianName: "Người mẹ",
      text: { title: expect.stringContaining("giám hộ") },
    });
  });

  it("the second fence: an outsider neither reads nor writes nor ends by raw SQL", async () => {
    const { secretary, personId, stranger, neighbour } = await world();
    const { id } = value(await recordConsent(secretary, deed(), consent(personId)));
    for (const outsider of [stranger, neighbour]) {
      expect(await ask(outsider, (tx) => tx.privacyBasis.findMany())).toEqual([]);
      expect(
        await ask(
          outsider,
          (tx) => tx.$executeRaw`
          update privacy_basis set ended_on = current_date, end_kind = 'mistaken', end_reason = 'x',
            ended_by_id = ${outsider.accountId}::uuid, ended_at = now() where id = ${id}::uuid`,
        ),
      ).toBe(0);
      await expect(
        ask(outsider, (tx) =>
          tx.privacyBasis.create({
            data: {
              ...{
                id: personId,
                personId,
                purpose: "contact",
                kind: "legal",
                ground: "agreement",
                article: "x",
              },
              ...{ evidence: "x", givenOn: toDatabase(today), recordedById: outsider.accountId },
            },
          }),
        ),
      ).rejects.toThrow(/row-level security/);
    }
  });
});

describe("requests of data subjects", () => {
  it("run from received to answered, numbered within the year, overdue first", async () => {
    const { secretary, department, personId } = await world();
    const first = value(await registerRequest(secretary, deed(), asking(personId)));
    const late = value(
      await registerRequest(
        department,
        deed(),
        asking(null, { subjectName: "Người chưa rõ", kind: "access", receivedOn: "2026-03-02" }),
      ),
    );
    const list = await ask(department, (tx) => listRequests(department, tx));
    expect(list.map(({ id, number }) => [id, number])).toEqual([
      [late.id, `${today.startsWith("2026") ? 2 : 1}/2026`],
      [first.id, `1/${today.slice(0, 4)}`],
    ]);
    const step = (kind: "acknowledged" | "extended" | "answered" | "refused", on = today) =>
      takeStep(department, deed(), { dataRequestId: first.id, kind, on, note: "Đã làm" });
    expect(
      await takeStep(secretary, deed(), { dataRequestId: first.id, kind: "answered", on: today, note: "x" }),
    ).toMatchObject({ refusal: "request_not_found" });
    expect(await step("acknowledged", addDays(today, -1))).toMatchObject({ refusal: "before_received" });
    expect(await step("acknowledged", addDays(today, 1))).toMatchObject({ refusal: "date_in_future" });
    expect((await step("acknowledged")).ok).toBe(true);
    expect(await step("acknowledged")).toMatchObject({ refusal: "step_taken" });
    expect((await step("extended")).ok).toBe(true);
    expect(await step("extended")).toMatchObject({ refusal: "step_taken" });
    expect((await step("refused")).ok).toBe(true);
    expect(await step("answered")).toMatchObject({ refusal: "already_closed" });
    expect(
      await takeStep(department, deed(), { dataRequestId: late.id, kind: "extended", on: today, note: "x" }),
    ).toMatchObject({ refusal: "too_late_to_extend" });
    expect(
      (await ask(secretary, (tx) => requestPage(secretary, tx, first.id)))?.request.standing,
    ).toMatchObject({
      state: "refused",
      isExtended: true,
    });
  });

  it("are seen where they were written down and at the desk; nobody registers one for a person out of sight", async () => {
    const { secretary, officer, stranger, neighbour, department, personId, outsiders } = await world();
    const { id } = value(await registerRequest(secretary, deed(), asking(personId)));
    const sees = async (who: Viewer) => (await ask(who, (tx) => listRequests(who, tx))).map((one) => one.id);
    for (const insider of [secretary, officer, department]) expect(await sees(insider)).toEqual([id]);
    for (const outsider of [stranger, neighbour, outsiders["the sibling district's officer"]]) {
      expect(await sees(outsider)).toEqual([]);
      expect(await ask(outsider, (tx) => tx.dataRequest.findMany())).toEqual([]);
      expect(await ask(outsider, (tx) => requestPage(outsider, tx, id))).toBeNull();
      expect(await registerRequest(outsider, deed(), asking(personId))).toMatchObject({
        refusal: "person_not_found",
      });
    }
    expect(
      await registerRequest(outsiders["the province's committee"], deed(), asking(personId)),
    ).toMatchObject({ refusal: "not_yours" });
    expect(
      await registerRequest(secretary, deed(), asking(personId, { receivedOn: "2999-01-01" })),
    ).toMatchObject({
      refusal: "date_in_future",
    });
  });
});

describe("export of what is held about a person", () => {
  it("needs the desk, a reason and a fresh proof, is in the trace, and opens for an hour to who asked", async () => {
    const given = await world();
    const { department, second, officer, secretary, personId } = given;
    value(await recordConsent(secretary, deed(), consent(personId)));
    const input = { personId, reason: "Theo yêu cầu 1" };
    expect(await exportPerson(officer, deed(), input)).toMatchObject({ refusal: "person_not_found" });
    await unproved(second);
    expect(await exportPerson(second, deed(), input)).toMatchObject({ refusal: "proof_needed" });
    const { id } = value(await exportPerson(department, deed(input.reason), input));

    const opened = await ask(department, (tx) => openExport(department, tx, id));
    expect(opened?.held["membership"]).toHaveLength(1);
    expect(opened?.held["privacy_basis"]).toHaveLength(1);
    expect(JSON.stringify(opened?.held["person"])).not.toContain("search_key");
    for (const other of [second, officer])
      expect(await ask(other, (tx) => openExport(other, tx, id))).toBeNull();
    const { rows } = await owner.query(
      "select operation, reason, after from audit_entry where person_id = $1 and deed = 'privacy.export-person' and operation::text = 'READ'",
      [personId],
    );
    expect(rows).toEqual([{ operation: "READ", reason: input.reason, after: { export: id } }]);
    await owner.query("update person_export set created_at = now() - interval '61 minutes' where id = $1", [
      id,
    ]);
    expect(await ask(department, (tx) => openExport(department, tx, id))).toBeNull();
  });

  it("holds every table in which somebody's id stands", async () => {
    const { department, personId } = await world();
    const { id } = value(await exportPerson(department, deed(), { personId, reason: "Thử" }));
    const { rows } = await owner.query<{ table_name: string }>(
      `select table_name::text from information_schema.columns where table_schema = 'public' and column_name = 'person_id'
       union select c.conrelid::regclass::text from pg_constraint c where c.contype = 'f' and c.confrelid = 'person'::regclass`,
    );
    const tables = ["person", ...rows.map((one) => one.table_name)];
    expect([...new Set(tables)].sort()).toEqual([...EXPORTED_TABLES].sort());
    const opened = await ask(department, (tx) => openExport(department, tx, id));
    expect(Object.keys(opened?.held ?? {}).sort()).toEqual([...EXPORTED_TABLES].sort());
  });
});

describe("erasing", () => {
  const decision = (erasureId: string, changed = {}) => ({
    ...{ erasureId, decision: "done" as const, decisionNote: "Đồng ý" },
    ...changed,
  });

  it("needs a request to delete, two persons and a fresh proof; then nothing of the name is left to be seen", async () => {
    const given = await world();
    const { secretary, department, second, officer, personId } = given;
    const { rows: before } = await owner.query("select full_name from person where id = $1", [personId]);
    await owner.query("update person set phone = '+84912345678' where id = $1", [personId]);
    value(await recordConsent(secretary, deed(), consent(personId)));
    const wish = value(await registerRequest(secretary, deed(), asking(personId)));
    const proposal = { dataRequestId: wish.id, reason: "Người đó yêu cầu" };
    expect(await proposeErasure(officer, deed(), proposal)).toMatchObject({ refusal: "request_not_found" });
    expect(await proposeErasure(department, deed(), proposal)).toMatchObject({
      refusal: "must_keep",
      details: "still_member",
    });
    await left(given);
    const read = value(await registerRequest(department, deed(), asking(personId, { kind: "access" })));
    expect(await proposeErasure(department, deed(), { ...proposal, dataRequestId: read.id })).toMatchObject({
      refusal: "request_not_found",
    });
    const { id } = value(await proposeErasure(department, deed(), proposal));
    expect(await proposeErasure(second, deed(), proposal)).toMatchObject({ refusal: "already_proposed" });
    expect(await decideErasure(department, deed(), decision(id))).toMatchObject({ refusal: "own_proposal" });
    expect(await decideErasure(officer, deed(), decision(id))).toMatchObject({
      refusal: "erasure_not_found",
    });
    expect((await decideErasure(second, deed(), decision(id))).ok).toBe(true);
    expect(await decideErasure(second, deed(), decision(id))).toMatchObject({ refusal: "already_decided" });

    const { rows } = await owner.query("select * from person where id = $1", [personId]);
    expect(rows[0]).toMatchObject({
      full_name: `Đã xoá theo yêu cầu số 1/${today.slice(0, 4)}`,
      phone: null,
      birth_precision: "year",
    });
    const name = String(before[0].full_name);
    const held = await owner.query(
      `select to_jsonb(t)::text as told from (select to_jsonb(m) from membership m where person_id = $1
         union all select to_jsonb(b) from privacy_basis b where person_id = $1
         union all select to_jsonb(q) from data_request q where person_id = $1) t`,
      [personId],
    );
    expect(held.rows).toHaveLength(4);
    expect(JSON.stringify([rows, held.rows])).not.toContain(name);
    // The trace keeps what is sealed, and the program shows it to nobody.
    const { rows: sealed } = await owner.query(
      "select 1 from audit_entry where person_id = $1 and coalesce(before, after)::text like '%Giấy số 1%'",
      [personId],
    );
    expect(sealed.length).toBeGreaterThan(0);
    for (const who of [department, officer, secretary]) {
      const entries = await ask(who, (tx) => tx.auditEntry.findMany({ where: { personId } }));
      expect(entries.every(({ tableName }) => tableName === "erasure")).toBe(true);
    }
    expect(await recordConsent(officer, deed(), consent(personId))).toMatchObject({
      refusal: "person_not_found",
    });
  });

  it("waits while a duty to keep stands, in the program and in the database", async () => {
    const given = await world();
    const { department, second, officer, personId } = given;
    await left(given);
    const wish = value(await registerRequest(department, deed(), asking(personId)));
    const { id } = value(
      await proposeErasure(department, deed(), { dataRequestId: wish.id, reason: "Yêu cầu" }),
    );
    const order = { personId, reason: "Đang giải quyết khiếu nại", article: "Luật Khiếu nại", until: null };
    expect(await orderKeeping(officer, deed(), order)).toMatchObject({ refusal: "person_not_found" });
    expect(await orderKeeping(department, deed(), { ...order, until: addDays(today, -1) })).toMatchObject({
      refusal: "date_in_past",
    });
    const kept = value(await orderKeeping(department, deed(), order));
    expect(await decideErasure(second, deed(), decision(id))).toMatchObject({
      refusal: "must_keep",
      details: "keep_order",
    });
    const raw = (who: Viewer) =>
      ask(
        who,
        (tx) => tx.$executeRaw`update erasure set state = 'done', decided_at = now(), decision_note = 'x',
        decided_by_id = ${who.accountId}::uuid where id = ${id}::uuid`,
      );
    await expect(raw(second)).rejects.toThrow(/erasure_must_keep/);
    // The proposer and an officer find nothing to decide, even by hand.
    expect(await raw(department)).toBe(0);
    expect(await raw(officer)).toBe(0);
    expect(await liftKeeping(officer, deed(), { keepOrderId: kept.id })).toMatchObject({
      refusal: "order_not_found",
    });
    value(await liftKeeping(second, deed(), { keepOrderId: kept.id }));
    await unproved(second);
    await expect(raw(second)).rejects.toThrow(/proved/);
    expect(await decideErasure(second, deed(), decision(id))).toMatchObject({ refusal: "proof_needed" });
    const third = await viewer({ role: "org_department", provinceId: given.provinceId });
    expect((await decideErasure(third, deed(), decision(id, { decision: "refused" }))).ok).toBe(true);
    const { rows } = await owner.query("select full_name from person where id = $1", [personId]);
    expect(rows[0].full_name).not.toContain("Đã xoá");
  });
});

describe("retention", () => {
  it("proposes what a dated rule says is due, and another person's decision makes it nobody's", async () => {
    const given = await world();
    const { department, second, officer, personId, provinceId } = given;
    await left(given);
    const page = () => ask(second, (tx) => retentionPage(second, tx, provinceId));
    const rule = {
      ...{ class: "ex_member" as const, months: 60, mustKeep: false, basis: "Quyết định thử" },
      validFrom: today,
    };
    expect(await proposeRetention(department, deed(), {})).toMatchObject({ ok: true, value: { added: 0 } });
    expect(await setRetention(officer, deed(), rule)).toMatchObject({ refusal: "not_yours" });
    expect(await setRetention(department, deed(), { ...rule, months: 0 })).toMatchObject({
      refusal: "no_period",
    });
    expect(await setRetention(department, deed(), { ...rule, validFrom: "2026-01-01" })).toMatchObject({
      refusal: "date_in_past",
    });
    value(await setRetention(department, deed(), rule));
    expect(await setRetention(department, deed(), rule)).toMatchObject({ refusal: "day_taken" });
    expect(await proposeRetention(officer, deed(), {})).toMatchObject({ refusal: "not_yours" });
    expect(value(await proposeRetention(department, deed(), {})).added).toBe(1);
    expect(value(await proposeRetention(second, deed(), {})).added).toBe(0);

    const [proposal] = (await page()).proposals;
    expect(proposal).toMatchObject({ class: "ex_member", due: 1, state: "proposed", isDecidable: true });
    const decide = {
      proposalId: proposal?.id ?? "",
      decision: "executed" as const,
      decisionNote: "Đúng hạn",
    };
    expect(await decideRetention(department, deed(), decide)).toMatchObject({ refusal: "own_proposal" });
    expect(await decideRetention(officer, deed(), decide)).toMatchObject({ refusal: "proposal_not_found" });
    expect((await decideRetention(second, deed(), decide)).ok).toBe(true);
    expect(await decideRetention(second, deed(), decide)).toMatchObject({ refusal: "already_decided" });
    expect((await page()).proposals[0]).toMatchObject({ state: "executed", executedCount: 1 });
    const { rows } = await owner.query("select full_name from person where id = $1", [personId]);
    expect(rows[0].full_name).toBe("Đã xoá khi hết thời hạn lưu giữ");
  });

  it("the job proposes for the old sessions of a province, and cases are only listed", async () => {
    const { second, provinceId, districtA } = await world();
    await owner.query(
      "update session set created_at = now() - interval '3 years', expires_at = now() - interval '2 years', revoked_at = now() - interval '2 years' where account_id = $1",
      [(await viewer({ role: "unit_officer", provinceId, unitId: districtA })).accountId],
    );
    expect(
      (await owner.query("select upkeep.propose_retention($1, null) as added", [provinceId])).rows,
    ).toEqual([{ added: 1 }]);
    const [proposal] = (await ask(second, (tx) => retentionPage(second, tx, provinceId))).proposals;
    expect(proposal).toMatchObject({ class: "ended_session", due: 1 });
    const decide = {
      proposalId: proposal?.id ?? "",
      decision: "executed" as const,
      decisionNote: "Đúng hạn",
    };
    value(await decideRetention(second, deed(), decide));
    expect((await ask(second, (tx) => retentionPage(second, tx, provinceId))).proposals[0]).toMatchObject({
      executedCount: 1,
    });
    const listed = await row("retention_proposal", {
      ...{ province_id: provinceId, class: "closed_case", before: "2020-01-01", due: 1 },
    });
    expect(await decideRetention(second, deed(), { ...decide, proposalId: listed })).toMatchObject({
      refusal: "only_listed",
    });
  });
});

describe("breaches", () => {
  it("are told of within 72 hours or with a reason, and show whom they may have touched", async () => {
    const { department, officer, personId, districtA, cell, secretary } = await world();
    const hours = (count: number) => new Date(Date.now() - count * 3_600_000);
    const breach = { discoveredAt: hours(80), what: "Mất máy tính có danh sách", measures: null };
    expect(await recordBreach(officer, deed(), breach)).toMatchObject({ refusal: "not_yours" });
    expect(await recordBreach(department, deed(), { ...breach, discoveredAt: hours(-1) })).toMatchObject({
      refusal: "date_in_future",
    });
    const { id } = value(await recordBreach(department, deed(), breach));
    const [seen] = await ask(department, (tx) => listBreaches(department, tx));
    expect(seen).toMatchObject({ id, isLate: true, noticeDraft: expect.stringContaining("Kính gửi") });
    expect(await ask(officer, (tx) => listBreaches(officer, tx))).toEqual([]);
    expect(await ask(officer, (tx) => tx.breach.findMany())).toEqual([]);

    const measures = {
      breachId: id,
      version: 1,
      measures: "Đổi mật khẩu",
      noticeDraft: "Kính gửi Bộ Công an",
    };
    expect(await recordMeasures(officer, deed(), measures)).toMatchObject({ refusal: "breach_not_found" });
    value(await recordMeasures(department, deed(), measures));
    expect(await recordMeasures(department, deed(), measures)).toMatchObject({
      refusal: "changed_meanwhile",
    });
    const notice = {
      breachId: id,
      version: 2,
      notifiedAt: hours(1),
      notifiedTo: "Bộ Công an",
      lateReason: null,
    };
    expect(await notifyBreach(officer, deed(), notice)).toMatchObject({ refusal: "breach_not_found" });
    expect(await notifyBreach(department, deed(), notice)).toMatchObject({ refusal: "late_reason_needed" });
    expect(await notifyBreach(department, deed(), { ...notice, notifiedAt: hours(90) })).toMatchObject({
      refusal: "before_discovery",
    });
    expect(await notifyBreach(department, deed(), { ...notice, notifiedAt: hours(-2) })).toMatchObject({
      refusal: "date_in_future",
    });
    const late = { ...notice, lateReason: "Cuối tuần mới phát hiện đủ" };
    expect(await notifyBreach(department, deed(), { ...late, version: 1 })).toMatchObject({
      refusal: "changed_meanwhile",
    });
    value(await notifyBreach(department, deed(), late));
    expect(await notifyBreach(department, deed(), { ...late, version: 3 })).toMatchObject({
      refusal: "already_notified",
    });

    value(await recordConsent(secretary, deed(), consent(personId)));
    const affected = (by: "unit" | "branch" | "account", of: string, who = department) =>
      ask(who, (tx) => affectedPersons(who, tx, { by, of, since: undefined, until: undefined }));
    for (const [by, of] of [
      ["unit", districtA],
      ["branch", cell],
      ["account", secretary.accountId],
    ] as const) {
      expect(
        (await affected(by, of))?.map((one) => one.personId),
        by,
      ).toEqual([personId]);
      expect(await affected(by, of, officer), by).toEqual([]);
    }
    expect(await affected("account", department.accountId)).toEqual([]);
  });
});
