import { openDatabase } from "./known";
import { expect, signIn, test } from "./support";

test("a member is introduced where they live: asked on a phone, signed, received and remarked by the officer of the place", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const database = await openDatabase();
  const { rows } = await database.query(
    `select m.id, m.branch_id, p.full_name, r.area_id from membership m join person p on p.id = m.person_id
     join referral r on r.branch_id = m.branch_id and r.area_id is not null
     where m.voided_at is null and m.valid_to is null and not exists (select from referral o where o.person_id = p.id)
       and not exists (select from transfer t where t.person_id = p.id) order by r.asked_at, m.id limit 1`,
  );
  await database.end();
  const [member] = rows;
  const on = async (login: string, width = 1280) => {
    const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
    await signIn(page, login);
    return page;
  };
  const secretary = await on("bi-thu", 360);
  const officer = await on("huyen-040");
  const residence = await on("huyen-047");

  await secretary.goto(`/branches/${member.branch_id}/members/${member.id}/refer`);
  await secretary.getByLabel("Nơi cư trú").selectOption(member.area_id);
  await secretary.getByRole("button", { name: "Gửi yêu cầu giới thiệu" }).click();
  await expect(secretary).toHaveURL(/\/referrals\/[0-9a-f-]{36}/);
  const referral = new URL(secretary.url()).pathname;

  // The place knows nothing of it before it is signed.
  expect((await residence.goto(referral))?.status()).toBe(404);
  await officer.goto(referral);
  await officer.getByLabel("Số giấy giới thiệu").fill("7 -GTNCT");
  await officer.getByRole("button", { name: "Ký giới thiệu" }).click();
  await expect(officer.getByRole("status")).toBeVisible();

  await residence.goto("/referrals");
  await residence.locator(`main a[href='${referral}']`).first().click();
  await expect(residence.getByRole("heading", { level: 1 })).toContainText(member.full_name);
  await expect(residence.getByRole("link", { name: "Hồ sơ", exact: true })).toBeHidden();
  await residence.getByRole("button", { name: "Ghi đã tiếp nhận" }).click();
  await expect(residence.getByRole("status")).toBeVisible();
  await residence.getByLabel("Nhận xét của nơi cư trú").fill("Tham gia đều");
  await residence.getByRole("button", { name: "Ghi nhận xét năm" }).click();
  await expect(residence.getByText("Nơi cư trú đã nhận xét năm 2014")).toBeVisible();

  await secretary.goto(`/branches/${member.branch_id}/members`);
  await expect(secretary.getByRole("link", { name: member.full_name, exact: true })).toBeVisible();
  await officer.goto("/referrals/indicator?show=remarked");
  await expect(officer.getByRole("link", { name: member.full_name, exact: true })).toBeVisible();
});
