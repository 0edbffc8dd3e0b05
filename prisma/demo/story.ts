import type { DemoEnterprise } from "./enterprises";
import type { DemoBranch, Organisations } from "./organisations";
import { type Choices, morningOf, type Writer } from "./rows";
import { writeSurvey } from "./surveys";

export type Cast = {
  provinceId: string;
  campaignId: string;
  /** Account of the organisation department: reviews surveys, decides overrides. */
  departmentId: string;
  /** Key of a situation and unit → the organisation founded for it, for accounts that need one. */
  branches: Map<string, DemoBranch>;
};

type Teller = { write: Writer; chance: Choices; org: Organisations; cast: Cast };

/** Brings one enterprise into the situation it is there to show. */
export async function tell({ write, chance, org, cast }: Teller, enterprise: DemoEnterprise) {
  const { id, place, unit, situation } = enterprise;
  const base = {
    provinceId: cast.provinceId,
    unitId: place.unitId,
    officerId: place.officerId,
    enterpriseIds: [id],
  };
  const number = chance.between(10, 90);
  const decision = `${number} -QĐ/TĐTN`;
  const survey = (state: Parameters<typeof writeSurvey>[4], on = `2014-11-${chance.between(10, 28)}`) =>
    writeSurvey(
      write,
      chance,
      { campaignId: cast.campaignId, reviewerId: cast.departmentId },
      enterprise,
      state,
      on,
    );
  const visit = (on: string, attitude: string) =>
    write.insert("visit", {
      enterprise_id: id,
      on,
      met: "Giám đốc (minh hoạ)",
      purpose: "Vận động thành lập tổ chức",
      result: "Đồng ý cho gặp công nhân ngoài giờ",
      attitude,
      grants: attitude === "supports" ? ["working_time"] : [],
      recorded_by_id: place.officerId,
      recorded_at: morningOf(on),
      is_demo: true,
    });
  const openCase = (line: "union" | "association", on: string, extra: Record<string, unknown> = {}) =>
    write.insert("establishment_case", {
      enterprise_id: id,
      line,
      opened_on: on,
      note: "Hồ sơ minh hoạ",
      recorded_by_id: place.officerId,
      recorded_at: morningOf(on),
      is_demo: true,
      ...extra,
    });
  const cell = (
    given: {
      members?: number;
      establishedOn?: string;
      decision?: string | null;
      rhythm?: "monthly" | "quarterly";
      endedOn?: string;
    } = {},
  ) =>
    org.found({
      ...base,
      line: "union",
      kind: "cell",
      name: `Chi đoàn ${enterprise.name}`,
      establishedOn: "2012-05-19",
      decision,
      members: 6,
      congress: { last: "2013-05-10", due: "2015-11-10" },
      ...given,
    });
  const chapter = (establishedOn = "2013-10-15", members = 8) =>
    org.found({
      ...base,
      line: "association",
      kind: "chapter",
      name: `Chi hội ${enterprise.name}`,
      establishedOn,
      decision: `${number + 1} -QĐ/UBH`,
      members,
    });
  const keep = (branch: DemoBranch) => cast.branches.set(`${unit}/${situation}`, branch);

  switch (situation) {
    case "untouched":
    case "suspended":
    case "closed":
      return;
    case "surveyed":
      return survey("accepted");
    case "draft":
    case "submitted":
    case "returned":
    case "returned_twice":
      return survey(situation);
    case "idle":
      await survey("accepted", "2014-10-26");
      return;
    case "case_open": {
      await survey("accepted", "2014-11-12");
      await visit("2014-11-20", "neutral");
      return openCase("union", "2014-11-21", { reported_to_party_on: "2014-11-27" });
    }
    case "steady_cell": {
      const branch = await cell({ rhythm: unit === "047" ? "quarterly" : "monthly" });
      await org.activity(branch, "2014-11-26", "Giao lưu thể thao công nhân trẻ");
      if (unit === "040") await proposals({ write, chance, org, cast }, branch);
      keep(branch);
      return survey("accepted", "2014-11-13");
    }
    case "consolidated": {
      const branch = await cell();
      await org.measure(branch, "2014-11-03", "2014-12-02");
      await org.activity(branch, "2014-12-06", "Sinh hoạt chi đoàn sau kiện toàn");
      keep(branch);
      return survey("accepted", "2014-11-14");
    }
    case "weak_cell": {
      const branch = await cell({ members: 2 });
      await org.measure(branch, "2014-11-18");
      return survey("accepted", "2014-11-14");
    }
    case "relapsed": {
      const branch = await cell({ members: 0 });
      for (let count = 0; count < 4; count += 1) await org.join(branch, await org.person());
      const [head] = branch.members;
      if (head) await org.post(branch, head, "secretary", { to: "2014-12-01" });
      await org.measure(branch, "2014-11-04", "2014-11-24");
      return survey("accepted", "2014-11-17");
    }
    case "empty_cell":
      await cell({ members: 0 });
      return survey("accepted", "2014-11-19");
    case "founded": {
      await survey("accepted", "2014-11-06");
      await visit("2014-11-10", "supports");
      await openCase("union", "2014-11-11", { reported_to_party_on: "2014-11-14" });
      const branch = await cell({ members: 3, establishedOn: "2014-12-03" });
      await org.activity(branch, "2014-12-03", "Lễ ra mắt chi đoàn");
      keep(branch);
      return;
    }
    case "founded_by_override": {
      await survey("accepted", "2014-11-05");
      await openCase("union", "2014-11-08", { reported_to_party_on: "2014-11-12" });
      const branch = await cell({ members: 2, establishedOn: "2014-12-01" });
      return override("granted", branch.id);
    }
    case "override_waiting":
      await survey("accepted", "2014-11-21");
      await openCase("union", "2014-11-24");
      return override("requested");
    case "fallback_active":
    case "fallback_idle": {
      await survey("accepted", "2014-11-07");
      await visit("2014-11-12", "not_yet");
      const hard = await openCase("union", "2014-11-13", {
        difficulty: "Chủ doanh nghiệp chưa ủng hộ, công nhân thời vụ",
      });
      await openCase("association", "2014-11-13", { fallback_for_id: hard });
      const branch = await chapter("2014-11-29", 5);
      if (situation === "fallback_active")
        await org.activity(branch, "2014-12-07", "Giải bóng chuyền công nhân trẻ");
      return;
    }
    case "both_lines": {
      const branch = await cell({ members: 5 });
      await org.activity(branch, "2014-11-22", "Tình nguyện mùa đông");
      const hoi = await chapter();
      await org.activity(hoi, "2014-11-23", "Hội trại công nhân");
      // People of both lines are counted once wherever persons are counted.
      for (const who of branch.members.slice(0, 2)) await org.join(hoi, who);
      keep(branch);
      return survey("accepted", "2014-11-18");
    }
    case "chapter": {
      const branch = await chapter();
      await org.activity(branch, "2014-11-09", "Tư vấn pháp luật lao động");
      return survey("accepted", "2014-11-11");
    }
    case "club": {
      const branch = await org.found({
        ...base,
        line: "association",
        kind: "club",
        name: `Câu lạc bộ Thanh niên công nhân ${enterprise.name}`,
        establishedOn: "2013-03-26",
        decision: `${number} -QĐ/UBH`,
        members: 7,
      });
      await org.activity(branch, "2014-10-30", "Chiếu phim lưu động");
      return survey("accepted", "2014-11-24");
    }
    case "dissolved":
      await cell({ members: 4, endedOn: "2014-11-20" });
      return survey("accepted", "2014-11-08");
    case "shared_first":
      return survey("accepted", "2014-11-15");
    case "shared_second": {
      const first = write.id(`enterprise/${await previousIndex(enterprise)}`);
      const branch = await org.found({
        ...base,
        enterpriseIds: [first, id],
        line: "union",
        kind: "cell",
        name: "Chi đoàn ghép các doanh nghiệp Minh hoạ Quảng Uyên",
        establishedOn: "2013-09-02",
        decision,
        members: 5,
      });
      await org.activity(branch, "2014-12-01", "Sinh hoạt chủ điểm tháng 12");
      return survey("accepted", "2014-11-16");
    }
    case "grassroots_cell": {
      const branch = await org.found({
        ...base,
        line: "union",
        kind: "grassroots_cell",
        name: `Chi đoàn cơ sở ${enterprise.name}`,
        establishedOn: "2011-03-26",
        decision,
        members: 11,
        congress: { last: "2012-06-15", due: "2014-12-15" },
      });
      await org.activity(branch, "2014-12-05", "Ngày thứ bảy tình nguyện");
      await hardPeople({ write, chance, org, cast }, branch);
      keep(branch);
      return survey("accepted", "2014-11-20");
    }
    case "grassroots_union": {
      const union = await org.found({
        ...base,
        line: "union",
        kind: "grassroots_union",
        name: `Đoàn cơ sở ${enterprise.name}`,
        establishedOn: "2009-03-26",
        decision,
        members: 0,
        congress: { last: "2012-01-12", due: "2014-07-12", extendedTo: "2014-11-30" },
      });
      keep(union);
      for (const workshop of ["Xưởng 1", "Xưởng 2"]) {
        const below = await org.found({
          ...base,
          parentId: union.id,
          line: "union",
          kind: "cell",
          name: `Chi đoàn ${workshop} ${enterprise.name}`,
          establishedOn: "2009-03-26",
          decision: `${number + 3} -QĐ/ĐTN`,
          members: 16,
        });
        await org.activity(below, "2014-11-28", `Thi thợ giỏi ${workshop}`);
        cast.branches.set(`${unit}/${workshop}`, below);
        const [head] = below.members;
        if (head && workshop === "Xưởng 1") await org.post(union, head, "secretary");
      }
      return survey("accepted", "2014-11-10");
    }
  }

  async function override(state: "requested" | "granted", usedById?: string) {
    await write.insert("override_request", {
      rule: "V06",
      enterprise_id: id,
      line: "union",
      subject: `Thành lập chi đoàn với 2 đoàn viên tại ${enterprise.name}`,
      reason: "Sẽ kết nạp thêm hai thanh niên trong quý I năm 2015",
      state: state === "granted" ? "used" : "requested",
      requested_by_id: place.officerId,
      requested_at: morningOf("2014-11-26"),
      decided_by_id: state === "granted" ? cast.departmentId : null,
      decided_at: state === "granted" ? morningOf("2014-11-28") : null,
      decision_note: state === "granted" ? "Đồng ý, theo dõi việc kết nạp" : null,
      used_by_id: usedById ?? null,
      is_demo: true,
    });
  }
}

/** The enterprise just before in the cast: the first of the pair under one chi đoàn ghép. */
async function previousIndex(enterprise: DemoEnterprise): Promise<number> {
  const number = Number(/(\d+)$/.exec(enterprise.name)?.[1]);
  return number - 2;
}

/** People whose records are hard to keep right (domain.md §10), all in one organisation. */
async function hardPeople({ write, org }: Teller, branch: DemoBranch) {
  await org.join(branch, await org.person({ fullName: "Lục Văn Sỹ", birth: { on: "1983-09-02" } }), {
    stays: true,
  });
  const cadre = await org.person({ fullName: "Triệu Thị Nhung", birth: { on: "1978-04-12" } });
  await org.join(branch, cadre);
  await org.post(branch, cadre, "deputy_secretary");
  await org.join(
    branch,
    await org.person({ fullName: "Hoàng Mùi Yến", birth: { on: "1991-01-01", precision: "year" } }),
  );
  await org.join(
    branch,
    await org.person({ fullName: "Ma A Sử", birth: { on: "1992-03-01", precision: "month" } }),
  );
  // Two spellings of one name are two people until somebody says otherwise.
  await org.join(branch, await org.person({ fullName: "Đàm Thị Hoà", birth: { on: "1990-02-14" } }));
  await org.join(branch, await org.person({ fullName: "Đàm Thị Hòa", birth: { on: "1990-02-14" } }));
  const foreigner = await org.person({ fullName: "Lý Minh An", birth: { on: "1989-07-07" } });
  await org.join(branch, foreigner);
  await write.client.query("insert into person_sensitive (person_id, ethnicity) values ($1, '55')", [
    foreigner.id,
  ]);
  await org.join(branch, await org.person({ fullName: "Vi Văn Đạt", birth: { on: "1993-12-31" } }), {
    from: "2012-12-22",
    start: "admitted",
    to: "2014-11-30",
    end: "transferred_out",
  });
}

/** Two young people proposed, waiting for the level above. */
async function proposals({ write, org }: Teller, branch: DemoBranch) {
  for (const fullName of ["Nông Thu Hà", "Lương Đức Long"]) {
    const who = await org.person({ fullName, birth: { on: "1997-05-05" } });
    await write.insert("admission", {
      person_id: who.id,
      branch_id: branch.id,
      admit_on: "2014-12-12",
      proposed_by_id: write.id("account/recorder"),
      proposed_at: morningOf("2014-12-10"),
      is_demo: true,
    });
  }
}
