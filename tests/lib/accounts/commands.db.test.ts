import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { linkTokenOf, sessionTokenOf } from "@/lib/access/session";
import { linkOf, openSession, redeemLink } from "@/lib/access/sign-in";
import { mintViewer } from "@/lib/access/viewer";
import {
  clearSecondFactor,
  correctAppointment,
  createAccount,
  delegateAppointment,
  endAppointment,
  giveAppointment,
  issueLink,
  lockAccount,
  unlockAccount,
} from "@/lib/accounts/commands";
import { findAccount, listDelegations, takeSlip } from "@/lib/accounts/queries";
import type { AccountInput, AppointmentInput, DelegationInput } from "@/lib/accounts/schema";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import type { Role } from "@/lib/generated/prisma/enums";
import { owner } from "@/tests/support/database";
import { branch, deed, province, signedIn, unit, viewer } from "@/tests/support/factories";

const PASSWORD = "con suối nhỏ chảy qua bản";
const day = (n: number) => addDays(today(), n);

let count = 0;
const login = () => {
  count += 1;
  return `thu${count}.${newId().slice(-6)}`;
};

/** A province with a department, an officer of one unit, and an organisation of that unit with its secretary. */
async function world() {
  const places = await province();
  const { provinceId, orgDepartment, associationDepartment, districtA, districtB } = places;
  const branchId = await branch({ provinceId, unitId: districtA });
  const as = (role: Role, unitId = provinceId) => viewer({ role, provinceId, unitId });
  return {
    ...places,
    branchId,
    as,
    department: await as("org_department", orgDepartment),
    board: await as("province_board"),
    association: await as("association_department", associationDepartment),
    admin: await as("system_admin"),
    officer: await as("unit_officer", districtA),
    sibling: await as("unit_officer", districtB),
    secretary: await viewer({
      role: "branch_secretary",
      provinceId,
      unitId: districtA,
      branchId,
      line: "union",
    }),
  };
}

const officerInput = (unitId: string, given: Partial<AccountInput> = {}): AccountInput => ({
  displayName: "Nông Văn Mới",
  login: login(),
  role: "unit_officer",
  unitId,
  branchId: null,
  line: "both",
  validFrom: today(),
  validTo: null,
  ...given,
});
const secretaryInput = (branchId: string, given: Partial<AccountInput> = {}): AccountInput =>
  officerInput("", { role: "branch_secretary", unitId: null, branchId, line: null, ...given });

const given = (
  { displayName: _, login: __, ...place }: AccountInput,
  accountId: string,
): AppointmentInput => ({
  ...place,
  accountId,
});

/** The same asked of the database alone, past the first fence. */
const database = (who: Viewer, input: AccountInput) =>
  withViewer(who, async (tx) => {
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
      select access.create_account(${newId()}::uuid, ${input.login}, ${input.displayName}, ${newId()}::uuid, ${input.role}::public.role,
        ${input.line}::public.line_scope, ${input.unitId}::uuid, ${input.branchId}::uuid, ${input.validFrom}::date, null,
        ${newId()}::uuid, sha256('')) as outcome`;
    return answer?.outcome;
  });

/** Who somebody is on the next request, by the same cookie. */
const again = (who: Viewer) => mintViewer(sessionTokenOf(who));
const appointmentOf = async (accountId: string): Promise<string> => {
  const { rows } = await owner.query(
    "select id from appointment where account_id = $1 and voided_at is null order by valid_from limit 1",
    [accountId],
  );
  return rows[0].id;
};
const seen = (who: Viewer, accountId: string) => withViewer(who, (tx) => findAccount(who, tx, accountId));
const slip = (who: Viewer, linkId: string) => withViewer(who, (tx) => takeSlip(who, tx, linkId));
const unproved = async (who: Viewer) => {
  await owner.query("update session set proved_at = now() - interval '11 minutes' where id = $1", [
    who.sessionId,
  ]);
  return who;
};

describe("an account", () => {
  it("is given by the organisation department to a unit's officer, who sets the password by the link and works", async () => {
    const { department, districtA } = await world();
    const input = officerInput(districtA);
    const created = await createAccount(department, deed(), input);
    if (!created.ok) throw new Error(created.refusal);
    const { accountId, linkId } = created.value;

    expect(
      await openSession({ login: input.login, password: "" }, { device: "", address: null }),
    ).toMatchObject({ refusal: "wrong" });
    expect(await seen(department, accountId)).toMatchObject({ state: "invited", may: "commands" });
    const shown = await slip(department, linkId);
    expect(shown).toMatchObject({ login: input.login, name: "Nông Văn Mới", purpose: "invitation" });
    const token = shown?.token ?? "";
    expect(await linkOf(token)).toMatchObject({ login: input.login });
    expect(await redeemLink(token, PASSWORD)).toMatchObject({ ok: true });
    const opened = await openSession(
      { login: input.login, password: PASSWORD },
      { device: "", address: null },
    );
    if (!opened.ok) throw new Error(opened.refusal);
    expect((await mintViewer(opened.value))?.appointments).toMatchObject([
      { role: "unit_officer", unitId: districtA, line: "both" },
    ]);
    expect(await seen(department, accountId)).toMatchObject({ state: "active" });
  });

  it("is given by a unit's officer to the secretary of an own organisation, on the organisation's line", async () => {
    const { officer, branchId, districtA } = await world();
    const created = await createAccount(officer, deed(), secretaryInput(branchId, { line: "both" }));
    if (!created.ok) throw new Error(created.refusal);

    expect((await signedIn(created.value.accountId)).appointments).toMatchObject([
      { role: "branch_secretary", branchId, unitId: districtA, line: "union" },
    ]);
  });

  it("is given by nobody else, nowhere else, and never wider than the giver's own right", async () => {
    const { department, board, association, admin, officer, sibling, secretary, ...places } = await world();
    const other = await world();
    const refused = async (who: Viewer, input: AccountInput) => {
      expect(await createAccount(who, deed(), input)).toMatchObject({ refusal: "place_not_found" });
      // The database says the same where the program forgets to ask.
      expect(await database(who, input)).toBe("place_not_found");
    };

    for (const who of [board, association, admin, officer, secretary, other.department]) {
      await refused(who, officerInput(places.districtA));
    }
    for (const who of [department, board, admin, sibling, secretary, other.officer, other.department]) {
      await refused(who, secretaryInput(places.branchId));
    }
    await refused(officer, officerInput(places.provinceId, { role: "org_department" }));
    await refused(department, officerInput(other.districtA));
    // A role stands in its kind of place: no officer of a department, no board of a district.
    await refused(department, officerInput(places.orgDepartment));
    await refused(department, officerInput(places.districtA, { role: "province_board" }));
    const dead = await unit({ provinceId: places.provinceId, validTo: day(0) });
    await refused(department, officerInput(dead));
  });

  it("on one line is given no wider by somebody of that line", async () => {
    const { provinceId, orgDepartment, districtA } = await world();
    const ofUnion = await viewer({
      role: "org_department",
      provinceId,
      unitId: orgDepartment,
      line: "union",
    });
    const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA, line: "union" });
    const club = await branch({ provinceId, unitId: districtA, line: "association", kind: "chapter" });

    expect(await createAccount(ofUnion, deed(), officerInput(districtA))).toMatchObject({
      refusal: "place_not_found",
    });
    expect(await createAccount(ofUnion, deed(), officerInput(districtA, { line: "union" }))).toMatchObject({
      ok: true,
    });
    expect(await createAccount(officer, deed(), secretaryInput(club))).toMatchObject({
      refusal: "place_not_found",
    });
  });

  it("cannot take a login that is taken; whose it is, is told of the own province only", async () => {
    const { department, districtA } = await world();
    const other = await world();
    const input = officerInput(districtA);
    await createAccount(department, deed(), input);

    expect(await createAccount(department, deed(), { ...input })).toMatchObject({ refusal: "login_taken" });
    expect(
      await createAccount(other.department, deed(), { ...input, unitId: other.districtA }),
    ).toMatchObject({ refusal: "login_unavailable" });
  });

  it("is made once, whatever is sent again, and the answer kept holds no secret", async () => {
    const { department, districtA } = await world();
    const input = officerInput(districtA);
    const same = deed();
    const [one, two] = await Promise.all([
      createAccount(department, same, input),
      createAccount(department, same, input),
    ]);
    const three = await createAccount(department, same, input);
    if (!one.ok) throw new Error(one.refusal);

    expect(two).toEqual(one);
    expect(three).toEqual(one);
    const { rows } = await owner.query(
      `select (select count(*)::int from account_link where account_id = $1) as links,
         (select result::text from command_receipt where request_id = $2) as kept,
         (select string_agg(coalesce(before::text, '') || coalesce(after::text, ''), '') from audit_entry where request_id = $2) as traced`,
      [one.value.accountId, same.requestId],
    );
    expect(rows[0].links).toBe(1);
    expect(rows[0].kept + rows[0].traced).not.toContain(linkTokenOf(one.value.linkId));
    // The lost answer still leads to the slip, once.
    expect(await slip(department, one.value.linkId)).not.toBeNull();
    expect(await slip(department, one.value.linkId)).toBeNull();
  });

  it("asks for a fresh proof before a role is given, changed or ended, a link issued or a lock opened", async () => {
    const { officer, secretary, branchId } = await world();
    const accountId = secretary.accountId;
    const appointmentId = await appointmentOf(accountId);
    await lockAccount(officer, deed(), { accountId, reason: "thử" });
    await unproved(officer);
    const answers = await Promise.all([
      createAccount(officer, deed(), secretaryInput(branchId)),
      giveAppointment(officer, deed(), given(secretaryInput(branchId), accountId)),
      endAppointment(officer, deed(), { appointmentId, on: today(), reason: "thử" }),
      correctAppointment(officer, deed(), { appointmentId, validFrom: day(3), validTo: null, reason: "thử" }),
      issueLink(officer, deed(), { accountId }),
      unlockAccount(officer, deed(), { accountId, reason: "thử" }),
      clearSecondFactor(officer, deed(), { accountId, reason: "thử" }),
    ]);

    for (const answer of answers) expect(answer).toMatchObject({ refusal: "proof_needed" });
    // The functions of the database ask by themselves.
    const [asked] = await withViewer(
      officer,
      (tx) => tx.$queryRaw<{ outcome: string }[]>`
        select access.end_appointment(${appointmentId}::uuid, ${today()}::date, ${newId()}::uuid) as outcome`,
    );
    expect(asked?.outcome).toBe("proof_needed");
  });
});

describe("a one-time link", () => {
  it("of a reset ends the old password and every session at once, and spends the earlier link", async () => {
    const { officer, branchId } = await world();
    const input = secretaryInput(branchId);
    const created = await createAccount(officer, deed(), input);
    if (!created.ok) throw new Error(created.refusal);
    const { accountId } = created.value;
    await redeemLink(linkTokenOf(created.value.linkId), PASSWORD);
    const holder = await signedIn(accountId);
    const first = await issueLink(officer, deed(), { accountId });
    if (!first.ok) throw new Error(first.refusal);
    expect(await slip(officer, first.value.linkId)).toMatchObject({ purpose: "reset" });
    const second = await issueLink(officer, deed(), { accountId });
    if (!second.ok) throw new Error(second.refusal);

    expect(await again(holder)).toBeUndefined();
    expect(
      await openSession({ login: input.login, password: PASSWORD }, { device: "", address: null }),
    ).toMatchObject({
      refusal: "wrong",
    });
    expect(await linkOf(linkTokenOf(first.value.linkId))).toBeUndefined();
    expect(await linkOf(linkTokenOf(second.value.linkId))).toMatchObject({ login: input.login });
  });

  it("is shown once, and to nobody but the one who issued it", async () => {
    const { officer, department, secretary } = await world();
    const issued = await issueLink(officer, deed(), { accountId: secretary.accountId });
    if (!issued.ok) throw new Error(issued.refusal);

    expect(await slip(department, issued.value.linkId)).toBeNull();
    expect(await slip(officer, issued.value.linkId)).toMatchObject({ purpose: "invitation" });
    expect(await slip(officer, issued.value.linkId)).toBeNull();
    expect(await slip(officer, newId())).toBeNull();
  });

  it("is not issued over an account that holds more than the issuer stands above", async () => {
    const { officer, department, secretary, sibling, districtB, board, admin } = await world();
    const accountId = secretary.accountId;
    const open = await issueLink(officer, deed(), { accountId });
    if (!open.ok) throw new Error(open.refusal);
    // The secretary becomes an officer of another unit besides: the link given before must not lead there.
    await giveAppointment(department, deed(), given(officerInput(districtB), accountId));

    expect(await linkOf(linkTokenOf(open.value.linkId))).toBeUndefined();
    expect(await seen(officer, accountId)).toMatchObject({ may: "sees" });
    expect(await issueLink(officer, deed(), { accountId })).toMatchObject({ refusal: "account_not_found" });
    expect(await lockAccount(officer, deed(), { accountId, reason: "thử" })).toMatchObject({
      refusal: "account_not_found",
    });
    for (const who of [sibling, board, admin]) {
      expect(await issueLink(who, deed(), { accountId })).toMatchObject({ refusal: "account_not_found" });
    }
    expect(await issueLink(department, deed(), { accountId })).toMatchObject({ ok: true });
    expect(await issueLink(officer, deed(), { accountId: officer.accountId })).toMatchObject({
      refusal: "account_not_found",
    });
  });
});

describe("a lost second factor", () => {
  it("is taken away by whoever stands above the account; its sessions end and the deed is traced", async () => {
    const { admin, officer, secretary, department } = await world();
    const lost = { accountId: officer.accountId, reason: "mất điện thoại" };
    expect(await clearSecondFactor(department, deed(), lost)).toMatchObject({ refusal: "already_so" });
    await owner.query("update account set second_factor_at = now() where id = $1", [officer.accountId]);
    await owner.query("insert into second_factor (account_id, secret, secret_digest) values ($1, '-', '')", [
      officer.accountId,
    ]);

    for (const outsider of [admin, secretary, officer]) {
      expect(await clearSecondFactor(outsider, deed(), lost)).toMatchObject({ refusal: "account_not_found" });
    }
    expect(await again(officer)).toBeDefined();
    expect(await clearSecondFactor(department, deed(lost.reason), lost)).toMatchObject({ ok: true });
    expect(await again(officer)).toBeUndefined();
    expect(await signedIn(officer.accountId)).toMatchObject({ hasSecondFactor: false });
    const { rows } = await owner.query(
      "select account_id, reason from audit_entry where deed = 'account.clear-second-factor' and row_id = $1",
      [officer.accountId],
    );
    expect(rows).toEqual([{ account_id: department.accountId, reason: lost.reason }]);
  });
});

describe("locking", () => {
  it("ends an account's sessions at once; it opens again with a proof", async () => {
    const { admin, officer, secretary, department } = await world();
    const lock = { accountId: officer.accountId, reason: "nghi lộ mật khẩu" };

    expect(await lockAccount(await unproved(admin), deed(lock.reason), lock)).toMatchObject({ ok: true });
    expect(await again(officer)).toBeUndefined();
    expect(await lockAccount(admin, deed(), lock)).toMatchObject({ refusal: "already_so" });
    expect(await unlockAccount(admin, deed(), lock)).toMatchObject({ refusal: "proof_needed" });
    expect(await unlockAccount(department, deed(), lock)).toMatchObject({ ok: true });
    expect((await signedIn(officer.accountId)).appointments).toHaveLength(1);
    expect(await lockAccount(secretary, deed(), lock)).toMatchObject({ refusal: "account_not_found" });
  });

  it("is all a technical administrator may do, who is told no organisation", async () => {
    const { admin, secretary, officer, branchId, districtA } = await world();
    const found = await seen(admin, secretary.accountId);

    expect(found).toMatchObject({ may: "locks" });
    expect(found?.appointments).toMatchObject([
      { branchId: null, branchName: null, role: "branch_secretary" },
    ]);
    const appointmentId = await appointmentOf(secretary.accountId);
    expect(await endAppointment(admin, deed(), { appointmentId, on: today(), reason: "thử" })).toMatchObject({
      refusal: "appointment_not_found",
    });
    expect(
      await giveAppointment(admin, deed(), given(secretaryInput(branchId), secretary.accountId)),
    ).toMatchObject({
      refusal: "place_not_found",
    });
    expect(
      await giveAppointment(admin, deed(), given(officerInput(districtA), officer.accountId)),
    ).toMatchObject({
      refusal: "place_not_found",
    });
    expect(await lockAccount(admin, deed(), { accountId: admin.accountId, reason: "thử" })).toMatchObject({
      refusal: "account_not_found",
    });
  });

  it("of another province is out of reach", async () => {
    const { officer, secretary } = await world();
    const other = await world();

    for (const who of [other.admin, other.department, other.officer]) {
      expect(await seen(who, secretary.accountId)).toBeNull();
      expect(await lockAccount(who, deed(), { accountId: officer.accountId, reason: "thử" })).toMatchObject({
        refusal: "account_not_found",
      });
    }
  });
});

describe("an appointment", () => {
  it("is given, and refused to oneself, twice over, and backwards", async () => {
    const { officer, secretary, provinceId, districtA, branchId } = await world();
    const second = await branch({ provinceId, unitId: districtA });
    const give = (input: AccountInput, accountId = secretary.accountId) =>
      giveAppointment(officer, deed(), given(input, accountId));

    expect(await give(secretaryInput(second))).toMatchObject({ ok: true });
    expect((await again(secretary))?.branches).toContain(second);
    expect(await give(secretaryInput(branchId))).toMatchObject({ refusal: "appointment_overlaps" });
    expect(await give(secretaryInput(second), officer.accountId)).toMatchObject({
      refusal: "account_not_found",
    });
    const third = await branch({ provinceId, unitId: districtA });
    expect(await give(secretaryInput(third, { validTo: today() }))).toMatchObject({
      refusal: "period_backwards",
    });
    expect(await give(secretaryInput(third, { validFrom: day(-9), validTo: day(-1) }))).toMatchObject({
      refusal: "period_over",
    });
  });

  it("ended today gives nothing on the next request, and stays in the history", async () => {
    const { officer, secretary, department } = await world();
    const appointmentId = await appointmentOf(secretary.accountId);
    expect(secretary.branches).toHaveLength(1);
    const ended = await endAppointment(officer, deed("thôi giữ chức"), {
      appointmentId,
      on: today(),
      reason: "thôi giữ chức",
    });

    expect(ended).toMatchObject({ ok: true });
    expect(await again(secretary)).toMatchObject({ appointments: [], branches: [], enterprises: [] });
    const found = await seen(department, secretary.accountId);
    expect(found).toMatchObject({ state: "invited", may: "commands" });
    expect(found?.appointments).toMatchObject([{ validTo: today(), isLive: false }]);
    const { rows } = await owner.query(
      "select operation, reason from audit_entry where deed = 'appointment.end' and about_account_id = $1 order by id",
      [secretary.accountId],
    );
    expect(rows).toEqual([
      { operation: "UPDATE", reason: "thôi giữ chức" },
      { operation: "INSERT", reason: "thôi giữ chức" },
    ]);
  });

  it("is ended by those above only, within its period, and one that has not begun is taken back", async () => {
    const { officer, sibling, secretary, department, board, branchId } = await world();
    const other = await world();
    const appointmentId = await appointmentOf(secretary.accountId);
    const end = (who: Viewer, on: string, id = appointmentId) =>
      endAppointment(who, deed(), { appointmentId: id, on, reason: "thử" });

    for (const who of [secretary, sibling, board, other.department, other.officer]) {
      expect(await end(who, today())).toMatchObject({ refusal: "appointment_not_found" });
    }
    expect(await end(officer, today(), await appointmentOf(officer.accountId))).toMatchObject({
      refusal: "appointment_not_found",
    });
    expect(await end(officer, "1999-12-31")).toMatchObject({ refusal: "before_beginning" });
    expect(await end(department, day(10))).toMatchObject({ ok: true });
    const later = await appointmentOf(secretary.accountId);
    expect(await end(officer, day(10), later)).toMatchObject({ refusal: "already_ended" });
    expect((await again(secretary))?.branches).toEqual([branchId]);

    const created = await createAccount(officer, deed(), secretaryInput(branchId, { validFrom: day(5) }));
    if (!created.ok) throw new Error(created.refusal);
    expect((await signedIn(created.value.accountId)).appointments).toEqual([]);
    expect(await end(officer, today(), await appointmentOf(created.value.accountId))).toMatchObject({
      ok: true,
    });
    expect(await seen(officer, created.value.accountId)).toBeNull();
  });

  it("is corrected before it begins, and not afterwards", async () => {
    const { officer, sibling, secretary, branchId } = await world();
    const created = await createAccount(officer, deed(), secretaryInput(branchId, { validFrom: day(5) }));
    if (!created.ok) throw new Error(created.refusal);
    const { accountId } = created.value;
    const correct = async (who: Viewer, validFrom: string, validTo: string | null, of = accountId) =>
      correctAppointment(who, deed(), {
        appointmentId: await appointmentOf(of),
        validFrom,
        validTo,
        reason: "thử",
      });

    expect(await correct(sibling, day(1), null)).toMatchObject({ refusal: "appointment_not_found" });
    expect(await correct(officer, day(3), day(2))).toMatchObject({ refusal: "period_backwards" });
    expect(await correct(officer, today(), null)).toMatchObject({ ok: true });
    expect((await signedIn(accountId)).branches).toEqual([branchId]);
    expect(await correct(officer, day(1), null)).toMatchObject({ refusal: "already_begun" });
    expect(await correct(officer, day(1), null, secretary.accountId)).toMatchObject({
      refusal: "already_begun",
    });
  });

  it("gives nothing while its unit is dissolved, until the officer is appointed anew", async () => {
    const { department, provinceId, districtB } = await world();
    const gone = await unit({ provinceId, validTo: day(0) });
    const officer = await viewer({ role: "unit_officer", provinceId, unitId: gone });

    expect(officer.appointments).toEqual([]);
    expect(await seen(department, officer.accountId)).toMatchObject({ appointments: [{ isLive: false }] });
    expect(
      await giveAppointment(department, deed(), given(officerInput(districtB), officer.accountId)),
    ).toMatchObject({
      ok: true,
    });
    expect((await again(officer))?.appointments).toMatchObject([{ unitId: districtB }]);
  });

  it("gives a secretary nothing once the organisation is dissolved, and goes on when its unit is replaced by another", async () => {
    const { secretary, branchId, districtB, districtA } = await world();
    await owner.query("update branch set unit_id = $2 where id = $1", [branchId, districtB]);
    await owner.query("update unit_version set valid_to = current_date - 1 where unit_id = $1", [districtA]);
    expect((await again(secretary))?.branches).toEqual([branchId]);

    await owner.query("update branch_life set valid_to = $2, ending = 'dissolved' where branch_id = $1", [
      branchId,
      today(),
    ]);
    expect(await again(secretary)).toMatchObject({ appointments: [], branches: [] });
  });

  it("is written by no statement of the program's own", async () => {
    const { department, officer } = await world();
    const statements = [
      `update appointment set role = 'org_department' where account_id = '${officer.accountId}'`,
      `insert into appointment (id, account_id, role, province_id, unit_id, valid_from) select '${newId()}', account_id, 'org_department', province_id, unit_id, valid_from from appointment limit 1`,
      `update account set disabled_at = null`,
      `select access.add_link('${newId()}', '${officer.accountId}', 'reset', '\\x00')`,
      `select access.replace_period('${await appointmentOf(officer.accountId)}', '${newId()}', '2000-01-01', null)`,
      `select * from access.live_appointment`,
    ];
    for (const statement of statements) {
      for (const who of [department, officer]) {
        await expect(
          withViewer(who, (tx) => tx.$executeRawUnsafe(statement)),
          statement,
        ).rejects.toThrow(/permission denied/);
      }
    }
  });
});

describe("a delegation", () => {
  const asked = async (
    from: Viewer,
    to: Viewer,
    changed: Partial<DelegationInput> = {},
  ): Promise<DelegationInput> => ({
    appointmentId: await appointmentOf(from.accountId),
    login: to.login,
    line: "both",
    validFrom: today(),
    validTo: day(30),
    reason: "đi học",
    ...changed,
  });
  const ready = async (who: Viewer) => {
    await owner.query(
      "update account set password_hash = replace(password_hash, '$none', '$some') where id = $1",
      [who.accountId],
    );
    return who;
  };

  it("lets another account of the province act, names on whose behalf, and ends at once when revoked", async () => {
    const { officer, sibling, districtA, districtB, branchId } = await world();
    const colleague = await ready(sibling);
    expect(await delegateAppointment(officer, deed(), await asked(officer, colleague))).toMatchObject({
      ok: true,
    });

    const acting = await again(colleague);
    if (!acting) throw new Error("signed out");
    expect(acting.appointments.map(({ unitId }) => unitId).sort()).toEqual([districtA, districtB].sort());
    expect(Object.values(acting.delegations)).toEqual([officer.name]);
    for (const who of [officer, acting]) {
      expect(await withViewer(who, (tx) => listDelegations(who, tx))).toMatchObject([
        { by: officer.name, to: colleague.name, isMine: who === officer, isLive: true },
      ]);
    }
    // Accounts outlast a delegation: who acts for somebody gives none.
    expect(await createAccount(acting, deed(), secretaryInput(branchId))).toMatchObject({
      refusal: "place_not_found",
    });
    const held = Object.keys(acting.delegations)[0] ?? "";
    expect(
      await delegateAppointment(acting, deed(), await asked(acting, officer, { appointmentId: held })),
    ).toMatchObject({ refusal: "appointment_not_found" });
    expect(
      await endAppointment(acting, deed(), { appointmentId: held, on: today(), reason: "thử" }),
    ).toMatchObject({
      refusal: "appointment_not_found",
    });
    expect(
      await endAppointment(officer, deed(), { appointmentId: held, on: today(), reason: "về sớm" }),
    ).toMatchObject({
      ok: true,
    });
    expect((await again(colleague))?.delegations).toEqual({});
  });

  it("gives no more than the appointment behind it: ended, shortened or locked out with it", async () => {
    const { officer, sibling, department } = await world();
    const colleague = await ready(sibling);
    await delegateAppointment(officer, deed(), await asked(officer, colleague));
    const acts = async () => Object.keys((await again(colleague))?.delegations ?? {}).length;
    expect(await acts()).toBe(1);

    await lockAccount(department, deed(), { accountId: officer.accountId, reason: "thử" });
    expect(await acts()).toBe(0);
    await unlockAccount(department, deed(), { accountId: officer.accountId, reason: "thử" });
    expect(await acts()).toBe(1);
    const end = async (on: string) =>
      endAppointment(department, deed(), {
        appointmentId: await appointmentOf(officer.accountId),
        on,
        reason: "thử",
      });
    await end(day(10));
    expect(await acts()).toBe(1);
    const { rows } = await owner.query(
      "select valid_to = current_date + 10 as cut from appointment where delegated_by_account_id = $1 and voided_at is null",
      [officer.accountId],
    );
    expect(rows).toEqual([{ cut: true }]);
    await end(today());
    expect(await acts()).toBe(0);
  });

  it("of one line gives that line only, and is traced as done on the other's behalf", async () => {
    const { provinceId, districtA, officer, sibling } = await world();
    const colleague = await ready(sibling);
    await delegateAppointment(officer, deed(), await asked(officer, colleague, { line: "union" }));
    const acting = await again(colleague);
    if (!acting) throw new Error("signed out");

    expect(acting.appointments.find(({ unitId }) => unitId === districtA)).toMatchObject({ line: "union" });
    const [behalf] = await withViewer(
      acting,
      (tx) => tx.$queryRaw<{ of: string | null }[]>`
        select access.on_behalf_of(${provinceId}::uuid, array[${districtA}::uuid], null) as of`,
    );
    expect(behalf?.of).toBe(officer.accountId);
    const ofUnion = await viewer({ role: "unit_officer", provinceId, unitId: districtA, line: "union" });
    expect(await delegateAppointment(ofUnion, deed(), await asked(ofUnion, colleague))).toMatchObject({
      refusal: "line_too_wide",
    });
  });

  it.each([
    ["backwards", { validTo: today() }, "period_backwards"],
    ["in the past", { validFrom: day(-1) }, "period_in_past"],
    ["longer than 60 days", { validTo: day(61) }, "period_too_long"],
    ["to nobody", { login: "khong.co.ai" }, "receiver_not_found"],
  ] as const)("%s is refused", async (_, changed, refusal) => {
    const { officer, sibling } = await world();
    expect(
      await delegateAppointment(officer, deed(), await asked(officer, await ready(sibling), changed)),
    ).toMatchObject({ refusal });
  });

  it("reaches nobody of another province, nobody without a password, not oneself, and no further than the own period", async () => {
    const { officer, sibling, department } = await world();
    const other = await world();
    const refusal = "receiver_not_found";

    for (const who of [await ready(other.officer), sibling, officer]) {
      expect(await delegateAppointment(officer, deed(), await asked(officer, who))).toMatchObject({
        refusal,
      });
    }
    const appointmentId = await appointmentOf(officer.accountId);
    await endAppointment(department, deed(), { appointmentId, on: day(10), reason: "thử" });
    const colleague = await ready(sibling);
    const now = await again(officer);
    if (!now) throw new Error("signed out");
    expect(await delegateAppointment(now, deed(), await asked(now, colleague))).toMatchObject({
      refusal: "beyond_own",
    });
    expect(
      await delegateAppointment(colleague, deed(), { ...(await asked(now, colleague)), validTo: day(5) }),
    ).toMatchObject({ refusal: "appointment_not_found" });
    const twice = await asked(now, colleague, { validTo: day(5) });
    expect(await delegateAppointment(now, deed(), twice)).toMatchObject({ ok: true });
    expect(await delegateAppointment(now, deed(), twice)).toMatchObject({ refusal: "appointment_overlaps" });
  });
});
