import { createServer, type Server, type Socket } from "node:net";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import {
  type Mailer,
  mailer,
  programProofs,
  sendDigests,
  writeDigests as writeNow,
} from "@/lib/inbox/digest";
import { inboxPage } from "@/lib/inbox/queries";
import { listWork } from "@/lib/worklist/queries";
import { isLate, kindOf } from "@/lib/worklist/rules";
import { loadDemo } from "@/prisma/demo/load";
import { owner, ownerUrl } from "@/tests/support/database";
import { enterprise, province, row, signedIn, viewer } from "@/tests/support/factories";
import { inspectionAt, remedyAt } from "@/tests/support/factories-oversight";
import { campaign } from "@/tests/support/factories-plans";

vi.hoisted(() => {
  process.env["BUSINESS_DATE"] = "2014-12-15";
});
vi.setConfig({ hookTimeout: 120_000 });

/** A Tuesday of this year, at an hour of Vietnam. */
const tuesday = (hour: string, days = 0): Date => {
  const day = new Date(Date.now() + days * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((2 - day.getUTCDay() + 7) % 7));
  return new Date(`${day.toISOString().slice(0, 10)}T${hour}:00+07:00`);
};
/** Of a moment of the test's choosing: as the owner, for the program writes those of its own day only. */
async function writeDigests(moment: Date): Promise<number> {
  const { rows } = await owner.query("select access.write_digests($1) as written", [moment]);
  return rows[0]?.written ?? 0;
}
const dayOf = (moment: Date): string => new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);

/** A mail server of the test's own, as much of one as is needed: it keeps the letters and can be told how to behave. */
class Post {
  readonly letters: string[] = [];
  answers: { rcpt?: string; data?: "hang up" } = {};
  readonly server: Server = createServer((socket) => this.talk(socket));
  readonly open = new Set<Socket>();

  private talk(socket: Socket): void {
    this.open.add(socket);
    let letter: string[] | undefined;
    let rest = "";
    const answer = (line: string) => socket.write(`${line}\r\n`);
    answer("220 thu ESMTP");
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      rest += chunk.toString("utf8");
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (letter) {
          if (line !== ".") letter.push(line);
          else if (this.answers.data === "hang up") socket.destroy();
          else {
            this.letters.push(letter.join("\n"));
            letter = undefined;
            answer("250 nhận");
          }
        } else if (/^DATA/i.test(line)) {
          letter = [];
          answer("354 viết đi");
        } else if (/^RCPT/i.test(line)) answer(this.answers.rcpt ?? "250 được");
        else if (/^QUIT/i.test(line)) socket.end("221 chào\r\n");
        else answer("250 được");
      }
    });
  }
}

const post = new Post();
let send: Mailer;
let officer: Viewer;
const accountOf = async (login: string): Promise<string> =>
  (await owner.query<{ id: string }>("select id from account where login = $1", [login])).rows[0]?.id ?? "";

beforeAll(async () => {
  await loadDemo(ownerUrl);
  officer = await signedIn(await accountOf("huyen-040"));
  await new Promise<void>((done) => post.server.listen(0, "127.0.0.1", done));
  const address = post.server.address();
  const found = mailer({
    SMTP_URL: `smtp://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    MAIL_FROM: "tinh-doan@example.vn",
  });
  if (!found) throw new Error("A mail server is named");
  send = found;
});
afterAll(() => {
  for (const socket of post.open) socket.destroy();
  post.server.close();
});
afterEach(async () => {
  await owner.query("delete from digest");
  await owner.query("delete from digest_address");
  await owner.query("delete from public_holiday where source = 'thử'");
  post.letters.length = 0;
  post.answers = {};
});

const wantMail = () =>
  owner.query("insert into digest_address (account_id, address) values ($1, 'can-bo@example.vn')", [
    officer.accountId,
  ]);
const digests = async (columns = "state") =>
  (await owner.query(`select ${columns} from digest order by id`)).rows;
const states = async () =>
  (await owner.query("select state from digest where account_id = $1", [officer.accountId])).rows.map(
    ({ state }) => state,
  );

describe("the digest is written", () => {
  it("from 08:00 in Vietnam on a working day, by the real clock and never by the demo's day", async () => {
    expect(await writeDigests(tuesday("07:59"))).toBe(0);
    expect(await writeDigests(tuesday("08:00"))).toBeGreaterThan(10);
    const rows = await digests('"on"::text as day, subject');
    expect(new Set(rows.map(({ day }) => day))).toEqual(new Set([dayOf(tuesday("08:00"))]));
    // What it tells is of the business day.
    expect(rows.every(({ subject }) => subject.startsWith("Bản tin ngày 15/12/2014: "))).toBe(true);
  });

  it("by the program for today only, whatever day a statement around it names", async () => {
    for (const days of [-7, 7, 28]) await writeNow(tuesday("09:00", days));
    const { rows } = await owner.query('select distinct "on"::text as day from digest');
    expect([[], [{ day: dayOf(new Date()) }]]).toContainEqual(rows);
  });

  it("not at the week's end, not on a holiday; on a holiday of another province all the same", async () => {
    for (const days of [4, 5])
      expect(await writeDigests(new Date(tuesday("09:00").getTime() + days * 86_400_000))).toBe(0);
    const { rows } = await owner.query("select province_id from appointment where account_id = $1", [
      officer.accountId,
    ]);
    const holiday = (provinceId: string | null) =>
      owner.query(
        "insert into public_holiday (id, province_id, day, name, source) values (gen_random_uuid(), $1, $2, 'Nghỉ', 'thử')",
        [provinceId, dayOf(tuesday("09:00"))],
      );
    await holiday(rows[0]?.province_id);
    await owner.query(
      `insert into notice (id, account_id, kind, thing_id, step, waits, text, href)
       values (gen_random_uuid(), $1, 'issue', gen_random_uuid(), 'thử', false, 'Thử', '/feedback')`,
      [await accountOf("minh-hoa-huyen-1")],
    );
    await writeDigests(tuesday("09:00"));
    const { rows: elsewhere } = await owner.query(
      "select count(*) filter (where p.province_id = $1)::int as here, count(*)::int as all from digest g join appointment p on p.account_id = g.account_id",
      [rows[0]?.province_id],
    );
    expect(elsewhere[0]?.here).toBe(0);
    expect(elsewhere[0]?.all).toBeGreaterThan(0);
    await owner.query("delete from digest");
    await holiday(null);
    expect(await writeDigests(tuesday("09:00"))).toBe(0);
  });

  it("once for an account and day, whoever asks and however often; and to nobody who has nothing new and nothing late", async () => {
    const counts = await Promise.all([
      writeDigests(tuesday("08:00")),
      writeDigests(tuesday("08:01")),
      writeDigests(tuesday("17:00")),
    ]);
    const rows = await digests("account_id");
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
    expect(new Set(rows.map(({ account_id: id }) => id)).size).toBe(rows.length);
    for (const login of ["van-phong", "quan-tri"]) {
      expect(rows.map(({ account_id: id }) => id)).not.toContain(await accountOf(login));
    }
  });

  it("tells of what is late as /work calls it late: answers, measures, congresses", async () => {
    await writeDigests(tuesday("08:00"));
    const { rows } = await owner.query<{ login: string; id: string; body: string | null }>(
      `select a.login, a.id, g.body from account a left join digest g on g.account_id = a.id
       where g.body like 'Đã quá hạn%' or a.login in ('huyen-040', 'to-chuc', 'doan-ket', 'thuong-vu', 'bi-thu')`,
    );
    let late = 0;
    const kinds = new Set<string>();
    for (const { login, id, body } of rows) {
      const who = await signedIn(id);
      const items = await withViewer(who, (tx) => listWork(who, tx));
      const overdue = items.filter(
        (item) =>
          isLate(item, "2014-12-15") &&
          // A department sees late measures of its units on its list; the digest leaves them to the units.
          (item.heldBy === "Bạn" || kindOf(item) !== "measure-late") &&
          [
            ...["issue-answer", "measure-late", "congress-overdue", "reminder", "survey-assignment"],
            ...["remedy", "advice", "plan-charge"],
          ].includes(kindOf(item)),
      );
      late += overdue.length;
      for (const item of overdue) kinds.add(kindOf(item));
      const told = (body ?? "")
        .split("\n")
        .filter((line) => /^– .*[Qq]uá hạn/.test(line) || /^– .*quá hạn \d/.test(line));
      expect({ login, late: told.length }).toEqual({ login, late: overdue.length });
    }
    expect(late).toBeGreaterThan(0);
    expect([...kinds]).toEqual(expect.arrayContaining(["measure-late", "reminder", "remedy", "plan-charge"]));
  });

  it("of a plan's chain too: assignments, papers without an answer, remedies, and nothing once it is done (rows 21, 36, 53)", async () => {
    const { provinceId, districtA, districtB } = await province();
    const who = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    const other = await viewer({ role: "unit_officer", provinceId, unitId: districtB });
    const desk = await viewer({ role: "org_department", provinceId });
    const enterpriseId = await enterprise({ provinceId, unitId: districtA });
    const campaignId = await campaign(provinceId);
    const assignmentId = await row("survey_assignment", {
      ...{ campaign_id: campaignId, enterprise_id: enterpriseId, surveyor_id: who.accountId },
      ...{ due_on: "2014-12-10", valid_from: "2014-11-01", recorded_by_id: who.accountId },
    });
    const paper = (unitId: string) =>
      row("advice", {
        ...{ line: "union", unit_id: unitId, category: "mechanism", body: "party_committee" },
        ...{ body_name: "Cấp uỷ thử", sent_on: "2014-11-01", asked: "Cơ chế", answer_by: "2014-12-01" },
        ...{ waiting_since: "2014-11-01", recorded_by_id: who.accountId },
      });
    const paperId = await paper(districtA);
    await paper(provinceId);
    const inspectionId = await inspectionAt(provinceId, null, { unit_id: districtA });
    await remedyAt(inspectionId, "open", "2014-12-01");
    await remedyAt(inspectionId, "open", "2014-12-20");
    await remedyAt(inspectionId, "reported", "2014-12-01");
    const told = async (viewer: Viewer) =>
      (await owner.query("select l from upkeep.late_of($1) l", [viewer.accountId])).rows.length;
    const listed = async (viewer: Viewer) =>
      (await withViewer(viewer, (tx) => listWork(viewer, tx))).filter((item) => isLate(item, "2014-12-15"))
        .length;
    for (const [viewer, count] of [
      [who, 3],
      [desk, 1],
      [other, 0],
    ] as const) {
      expect([await told(viewer), await listed(viewer)]).toEqual([count, count]);
    }
    await owner.query("update survey_assignment set voided_at = now() where id = $1", [assignmentId]);
    await owner.query("update advice set state = 'agreed', waiting_since = null where id = $1", [paperId]);
    await owner.query("update inspection_request set state = 'confirmed' where inspection_id = $1", [
      inspectionId,
    ]);
    expect([await told(who), await listed(who)]).toEqual([0, 0]);
  });

  it("stays readable in the inbox where no mail is wanted, to its own account only", async () => {
    await writeDigests(tuesday("08:00"));
    expect(await sendDigests(send)).toBe(0);
    expect(post.letters).toEqual([]);
    const mine = await withViewer(officer, (tx) => inboxPage(officer, tx, {}));
    expect(mine.digests).toMatchObject([{ state: "kept" }]);
    const all = await withViewer(officer, (tx) => tx.digest.findMany());
    expect(all.map(({ accountId }) => accountId)).toEqual([officer.accountId]);
  });
});

describe("the outbox", () => {
  const waiting = async () => {
    await wantMail();
    await writeDigests(tuesday("08:00"));
    expect(await states()).toEqual(["waiting"]);
  };

  it("sends what waits to the address that was chosen, once", async () => {
    await waiting();
    expect(await sendDigests(send)).toBe(1);
    expect(await sendDigests(send)).toBe(0);
    expect(await states()).toEqual(["sent"]);
    expect(post.letters).toHaveLength(1);
    expect(post.letters[0]).toMatch(/^To: can-bo@example\.vn$/m);
    expect(post.letters[0]).toMatch(/^Subject: =\?UTF-8\?/m);
  });

  it("gives a letter to the program that has DATA_KEY, not to whoever has its database password", async () => {
    await waiting();
    await sendDigests(send);
    await owner.query("delete from digest");
    await writeDigests(tuesday("08:00"));
    const intruder = new Client({ connectionString: process.env["APP_DATABASE_URL"] });
    await intruder.connect();
    for (const guess of [[], ["x"], [null], ["0".repeat(64)], [programProofs()[0]?.toUpperCase()]]) {
      const { rows } = await intruder.query("select * from access.claim_digest($1)", [guess]);
      expect(rows, String(guess)).toEqual([]);
    }
    await expect(intruder.query("select * from access.program_proof")).rejects.toThrow(/permission denied/);
    await intruder.end();
    expect(await states()).toEqual(["waiting"]);
    // The next key is known by the one before it, which is then no more.
    const [before = ""] = programProofs();
    const next = "n".repeat(64);
    const claims = async (proofs: string[]) =>
      (await owner.query("select access.knows_program($1) as known", [proofs])).rows[0]?.known;
    expect([await claims([next]), await claims([next, before]), await claims([before])]).toEqual([
      false,
      true,
      false,
    ]);
    expect(await claims([before, next])).toBe(true);
    expect(await sendDigests(send)).toBe(1);
  });

  it("sends once though two processes go for it at the same moment", async () => {
    await waiting();
    const sent = await Promise.all([sendDigests(send), sendDigests(send), sendDigests(send)]);
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(post.letters).toHaveLength(1);
  });

  it("a process killed between claiming and sending: the next one sends it once the claim is old, and the dead one no more", async () => {
    await waiting();
    const dead = new Client({ connectionString: ownerUrl });
    await dead.connect();
    const { rows } = await dead.query("select id, attempts from access.claim_digest($1)", [programProofs()]);
    await dead.end();
    expect(await sendDigests(send)).toBe(0);
    await owner.query("update digest set next_at = now() where state = 'claimed'");
    expect(await sendDigests(send)).toBe(1);
    const { rows: late } = await owner.query("select access.hand_digest($1, $2) as mine", [
      rows[0]?.id,
      rows[0]?.attempts,
    ]);
    expect(late).toEqual([{ mine: false }]);
    expect(post.letters).toHaveLength(1);
  });

  it("a process killed while the letter was on its way: nobody knows, so it is not sent again", async () => {
    await waiting();
    const { rows } = await owner.query("select id, attempts from access.claim_digest($1)", [programProofs()]);
    await owner.query("select access.hand_digest($1, $2)", [rows[0]?.id, rows[0]?.attempts]);
    await owner.query("update digest set next_at = now() - interval '1 day'");
    expect(await sendDigests(send)).toBe(0);
    expect(await states()).toEqual(["handed"]);
  });

  it("a refusal is tried again later, five times in all; a line that broke within the letter is not", async () => {
    const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await waiting();
    post.answers = { rcpt: "450 thử lại sau" };
    const again = async () => {
      await owner.query("update digest set next_at = now() where state = 'waiting'");
      return sendDigests(send);
    };
    expect(await sendDigests(send)).toBe(0);
    expect(await states()).toEqual(["waiting"]);
    // Not before its time.
    expect(await sendDigests(send)).toBe(0);
    const { rows } = await owner.query(
      "select attempts, next_at > now() as later from digest where state = 'waiting'",
    );
    expect(rows).toEqual([{ attempts: 1, later: true }]);
    for (let turn = 0; turn < 4; turn++) await again();
    expect(await states()).toEqual(["failed"]);
    await owner.query(
      "update digest set state = 'waiting', attempts = 0, next_at = now() where state = 'failed'",
    );
    post.answers = { data: "hang up" };
    await sendDigests(send);
    expect(await states()).toEqual(["failed"]);
    expect(post.letters).toEqual([]);
    await owner.query(
      "update digest set state = 'waiting', attempts = 0, next_at = now() where state = 'failed'",
    );
    const nowhere = mailer({ SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "tinh-doan@example.vn" });
    if (nowhere) await sendDigests(nowhere);
    expect(await states()).toEqual(["waiting"]);
    quiet.mockRestore();
  });
});
