import { morningOf, type Writer } from "./rows";

type Seen = { code: string; words: string };

/** As the demo's weak organisations are: few, and nothing done since they were founded. */
const weaknesses = (members: number): Seen[] => [
  ...(members < 3 ? [{ code: "few_members", words: `chỉ có ${members} đoàn viên, cần ít nhất 3` }] : []),
  { code: "silent", words: "hơn 3 tháng từ khi thành lập chưa có hoạt động nào" },
];

const snapshot = (on: string, members: number, signals: readonly Seen[]) =>
  JSON.stringify({ on, members, condition: signals.length > 0 ? "weak" : "sound", signals, rating: null });

/**
 * What the program would have kept beside the demo's measures, and deadlines: one that has passed, one that was put off,
 * one that an officer answers for.
 */
export async function writeConsolidation(write: Writer): Promise<void> {
  const { rows } = await write.client.query<{
    id: string;
    startedOn: string;
    doneOn: string | null;
    members: number;
    officerId: string | null;
  }>(
    `select m.id, m.started_on::text as "startedOn", m.done_on::text as "doneOn",
       (select count(*)::int from membership p where p.branch_id = m.branch_id and p.voided_at is null and p.valid_to is null) as members,
       (select a.account_id from appointment a where a.unit_id = m.unit_id and a.role = 'unit_officer' order by a.id limit 1) as "officerId"
     from consolidation_measure m where m.is_demo order by m.started_on, m.id`,
  );
  for (const { id, startedOn, doneOn, members } of rows) {
    await write.client.query(
      "update consolidation_measure set state_before = $2, state_after = $3 where id = $1",
      [id, snapshot(startedOn, members, weaknesses(members)), doneOn && snapshot(doneOn, members, [])],
    );
  }
  const open = rows.filter(({ doneOn }) => doneOn === null);
  for (const [index, { id, officerId }] of open.entries()) {
    await write.client.query(
      "update consolidation_measure set due_on = $2, responsible_id = $3 where id = $1",
      [id, index % 2 === 0 ? "2014-12-05" : "2014-12-31", index % 3 === 0 ? officerId : null],
    );
  }
  const [first] = open;
  if (first) await putOff(write, first.id, first.startedOn);
}

/** The first one was given another day already: the row before stays, voided. */
async function putOff(write: Writer, id: string, startedOn: string): Promise<void> {
  const { rows } = await write.client.query("select * from consolidation_measure where id = $1", [id]);
  await write.client.query(
    "update consolidation_measure set due_on = '2014-11-28', voided_at = $2 where id = $1",
    [id, morningOf("2014-11-28")],
  );
  const { state_before: before, state_after: _, ...said } = rows[0];
  await write.insert("consolidation_measure", {
    ...{ ...said, state_before: JSON.stringify(before), state_after: null, started_on: startedOn },
    ...{ id: write.id("consolidation_measure/put-off"), replaces_id: id, revision: "extended" },
    ...{ revision_reason: "Chờ đại hội chi đoàn (minh hoạ)", recorded_at: morningOf("2014-11-28") },
  });
}
