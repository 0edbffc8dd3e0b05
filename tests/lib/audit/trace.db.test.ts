import { describe, expect, it } from "vitest";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { owner } from "@/tests/support/database";
import { branch, enterprise, member, province, viewer } from "@/tests/support/factories";

/** Tables whose rows are not traced, each with its reason. Anything else without a trigger fails. */
const UNTRACED: Record<string, string> = {
  audit_entry: "is the trace",
  audit_block: "seals the trace",
  command_receipt: "is written with every deed, whose rows are traced under the same request id",
  session: "is written on every sign-in and every minute of use; the account lists it",
  person_scope: "follows from memberships, proposals and posts, which are traced",
  import_row:
    "the content of somebody's file while it waits, sealed; what it becomes in the register is traced there",
  notice: "says again, to one account, what the traced step of a record says",
  notice_mute: "which kinds of notices an account wants: its own business",
  digest: "is put together from notices and from records that are traced",
  second_factor: "holds nothing but a secret; the account, which is traced, says since when there is one",
  recovery_code: "holds nothing but hashes; the account, which is traced, says since when there are some",
  sign_in_attempt: "counts guesses by keys that name nobody",
};

/** The functions that write the trace of a table: one of every column, one that keeps sensitive values out. */
const TRACERS = ["trace", "trace_sensitive"];

describe("the trace covers", () => {
  it("every table: insert, update and delete of each row", async () => {
    const { rows } = await owner.query<{ name: string; tracer: string | null; covered: boolean | null }>(
      `select c.relname as name, p.proname as tracer, t.tgtype & 29 = 29 and t.tgenabled = 'O' as covered
       from pg_class c left join pg_trigger t on t.tgrelid = c.oid and t.tgname = 'z_trace'
       left join pg_proc p on p.oid = t.tgfoid
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not like '\\_prisma%'`,
    );
    const found = rows.filter(({ name }) => !(name in UNTRACED));
    const missing = found.filter(({ tracer, covered }) => !covered || !TRACERS.includes(tracer ?? ""));

    expect(
      missing.map(({ name }) => name),
      "give the table a z_trace trigger, or say in UNTRACED why it needs none",
    ).toEqual([]);
    expect(found.length).toBeGreaterThan(40);
    const named = rows.map(({ name }) => name);
    expect(
      Object.keys(UNTRACED).filter((name) => !named.includes(name)),
      "no such table",
    ).toEqual([]);
  });

  it("no secret: columns of hashes, keys and ciphers are left out of what is kept", async () => {
    const { rows } = await owner.query<{ place: string; column: string }>(
      `select c.relname || '.' || a.attname as place, a.attname as column
       from pg_class c join pg_trigger t on t.tgrelid = c.oid and t.tgname = 'z_trace'
       join pg_proc p on p.oid = t.tgfoid and p.proname = 'trace'
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace
         and (a.atttypid = 'bytea'::regtype
           or (a.atttypid in ('text'::regtype, 'jsonb'::regtype) and a.attname ~ '(hash|secret|cipher|token|password|pepper)'))`,
    );
    const { rows: tracer } = await owner.query<{ prosrc: string }>(
      "select prosrc from pg_proc where oid = 'upkeep.trace'::regproc",
    );
    const leftOut = tracer[0]?.prosrc ?? "";

    expect(rows.map(({ column }) => column)).toContain("password_hash");
    expect(
      rows.filter(({ column }) => !leftOut.includes(`'${column}'`)).map(({ place }) => place),
      "add the column to `secrets` in upkeep.trace, in a migration",
    ).toEqual([]);
  });
});

describe("a row of the trace", () => {
  it("names what it is about: the enterprise, the organisation, the person", async () => {
    const { provinceId, districtA } = await province();
    const enterpriseId = await enterprise({ provinceId, unitId: districtA });
    const branchId = await branch({ provinceId, unitId: districtA, enterpriseIds: [enterpriseId] });
    const { personId, membershipId } = await member({ branchId });
    const about = async (table: string, where: string, id: string) => {
      const { rows } = await owner.query(
        `select e.enterprise_id, e.branch_id, e.person_id, e.unit_id, e.province_id from audit_entry e
         join ${table} t on e.table_name = '${table}' and e.row_id = t.id::text where t.${where} = $1`,
        [id],
      );
      return rows[0];
    };

    expect(await about("coverage", "branch_id", branchId)).toMatchObject({
      enterprise_id: enterpriseId,
      branch_id: branchId,
      province_id: provinceId,
    });
    expect(await about("membership", "id", membershipId)).toMatchObject({
      branch_id: branchId,
      person_id: personId,
      unit_id: districtA,
    });
    expect(await about("enterprise", "id", enterpriseId)).toMatchObject({ enterprise_id: enterpriseId });
    expect(await about("person", "id", personId)).toMatchObject({ person_id: personId });
  });

  it("follows the visibility of its record: who sees the one sees the other, and nobody else", async () => {
    const { provinceId, districtA, districtB } = await province();
    const enterpriseId = await enterprise({ provinceId, unitId: districtA, associationUnitId: districtB });
    const cellId = await branch({ provinceId, unitId: districtA, enterpriseIds: [enterpriseId] });
    const { personId, membershipId } = await member({ branchId: cellId });
    const elsewhere = await province();
    const askers = {
      "the unit of the Đoàn line": await viewer({ role: "unit_officer", provinceId, unitId: districtA }),
      "the unit of the Hội line": await viewer({ role: "unit_officer", provinceId, unitId: districtB }),
      "the secretary": await viewer({
        role: "branch_secretary",
        provinceId,
        unitId: districtA,
        branchId: cellId,
      }),
      "the Hội department": await viewer({ role: "association_department", provinceId }),
      "the committee": await viewer({ role: "province_board", provinceId }),
      "the clerk": await viewer({ role: "province_clerk", provinceId }),
      "another province's department": await viewer({
        role: "org_department",
        provinceId: elsewhere.provinceId,
      }),
    };
    for (const [who, asker] of Object.entries(askers)) {
      const [seen] = await withViewer(
        asker,
        (tx) => tx.$queryRaw<Record<string, boolean>[]>`
          select exists (select 1 from enterprise where id = ${enterpriseId}::uuid) as enterprise,
            exists (select 1 from audit_entry where table_name = 'enterprise' and row_id = ${enterpriseId}) as "enterpriseTrace",
            exists (select 1 from branch where id = ${cellId}::uuid) as branch,
            exists (select 1 from audit_entry where table_name = 'branch' and row_id = ${cellId}) as "branchTrace",
            exists (select 1 from membership where id = ${membershipId}::uuid) as membership,
            exists (select 1 from audit_entry where table_name = 'membership' and row_id = ${membershipId}) as "membershipTrace",
            exists (select 1 from person where id = ${personId}::uuid) as person,
            exists (select 1 from audit_entry where table_name = 'person' and row_id = ${personId}) as "personTrace"`,
      );
      for (const record of ["enterprise", "branch", "membership", "person"]) {
        expect(seen?.[`${record}Trace`], `${who}: ${record}`).toBe(seen?.[record]);
      }
    }
  });

  it("of an account is read by its owner, the department and the unit above a secretary", async () => {
    const { provinceId, districtA, districtB } = await province();
    const cellId = await branch({ provinceId, unitId: districtA });
    const secretary = await viewer({
      role: "branch_secretary",
      provinceId,
      unitId: districtA,
      branchId: cellId,
    });
    const sees = async (role: "unit_officer" | "org_department" | "province_board", unitId?: string) => {
      const asker = await viewer({ role, provinceId, ...(unitId && { unitId }) });
      return withViewer(asker, (tx) =>
        tx.auditEntry.count({ where: { aboutAccountId: secretary.accountId } }),
      );
    };

    expect(await sees("unit_officer", districtA)).toBe(2);
    expect(await sees("org_department")).toBe(2);
    expect(await sees("unit_officer", districtB)).toBe(0);
    expect(await sees("province_board")).toBe(0);
    expect(
      await withViewer(secretary, (tx) =>
        tx.auditEntry.count({ where: { aboutAccountId: secretary.accountId } }),
      ),
    ).toBe(2);
    const { rows } = await owner.query(
      "select after from audit_entry where table_name = 'account' and about_account_id = $1",
      [secretary.accountId],
    );
    expect(rows[0].after).not.toHaveProperty("password_hash");
  });

  it("names on whose behalf it was written, where nothing but a delegation gave the right", async () => {
    const { provinceId, districtA, districtB } = await province();
    const [here, there] = [
      await enterprise({ provinceId, unitId: districtA }),
      await enterprise({ provinceId, unitId: districtB }),
    ];
    const delegator = await viewer({ role: "unit_officer", provinceId, unitId: districtB });
    const substitute = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    await owner.query(
      `insert into appointment (id, account_id, role, line, province_id, unit_id, valid_from, valid_to, delegated_by_account_id, delegation_of_id)
       select $1, $2, p.role, p.line, p.province_id, p.unit_id, current_date - 1, current_date + 30, p.account_id, p.id
       from appointment p where p.account_id = $3`,
      [newId(), substitute.accountId, delegator.accountId],
    );
    const behalf = async (enterpriseId: string) => {
      const forged = "set_config('app.on_behalf', gen_random_uuid()::text, true)";
      await withViewer(substitute, async (tx) => {
        await tx.$executeRawUnsafe(`select ${forged}`);
        await tx.enterprise.update({ where: { id: enterpriseId }, data: { address: newId() } });
      });
      const { rows } = await owner.query(
        "select account_id, on_behalf_of_id from audit_entry where table_name = 'enterprise' and row_id = $1 and operation = 'UPDATE'",
        [enterpriseId],
      );
      return rows;
    };

    expect(await behalf(there)).toEqual([
      { account_id: substitute.accountId, on_behalf_of_id: delegator.accountId },
    ]);
    expect(await behalf(here)).toEqual([{ account_id: substitute.accountId, on_behalf_of_id: null }]);
  });
});
