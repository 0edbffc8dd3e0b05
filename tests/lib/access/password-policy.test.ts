import { dictionary } from "@zxcvbn-ts/language-common";
import { describe, expect, it } from "vitest";
import { passwordProblem } from "@/lib/access/password-policy";
import { VIETNAMESE_PASSWORD_WORDS } from "@/lib/access/vietnamese-passwords";

const OWNER = { login: "huyen-045", name: "Nông Thị Thử", words: ["Huyện Đoàn Hoà An"] };
const problem = (password: string) => passwordProblem(password, OWNER);

describe("a new password", () => {
  it("has at least twelve characters, counted as a person counts them", () => {
    expect(problem("sông núi đò")).toContain("ít nhất 12 ký tự, đang có 11");
    expect(problem("lội qua suối".normalize("NFD"))).toBeUndefined();
    expect(problem("🐃🌾🚲⛰️🐃")).toContain("ít nhất 12");
  });

  it.each([
    "con suối nhỏ chảy qua bản",
    "correct horse battery staple",
    "vé xe khách 6 giờ kém mười",
    "tgbnhyujmkiolpq8",
    "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ ᠰᠢᠨᠡ",
    "x".repeat(1).concat("Tr0ng v0i tu h4t giong la"),
    `${"chín cái thang tre dựng ngược ".repeat(4)}rồi`,
  ])("may be any long text: %s", (password) => {
    expect(problem(password)).toBeUndefined();
  });

  it.each([
    "matkhau12345",
    "Mật khẩu 2024",
    "m4tkh4u@2025",
    "anhyeuem12345",
    "Anh yêu em 1990",
    "anhyeuemnhieu",
    "vietnamvodich",
    "vietnam123456",
    "toiyeuvietnam1",
    "123456789012",
    "qwertyuiop12",
    "aaaaaaaaaaaaaaaa",
    "password1234",
    "P@ssw0rd2024!",
    "iloveyou12345",
    "abcabcabcabc",
    "nguyenvananh1990",
    "hanoi01011990",
  ])("is refused when many would try it: %s", (password) => {
    expect(problem(password)).toBeDefined();
  });

  it.each(["xin chào huyen045 nhé bạn", "Nông Thị Thử đi chợ phiên", "nongthithu chợ phiên"])(
    "is refused when it says whose it is: %s",
    (password) => {
      expect(problem(password)).toContain("tên đăng nhập hoặc họ tên");
    },
  );

  it.each(["Cao Bằng gạo trắng nước trong", "đồng lúa chín ở Hoà An", "bảy chàng thanh niên ra đồng"])(
    "is refused when it names the unit or the program: %s",
    (password) => {
      expect(problem(password)).toContain("tên đơn vị");
    },
  );

  it("is none of the leaked ones that are long enough, nor any Vietnamese word with the digits people put behind it", () => {
    const leaked = dictionary["passwords-common"].filter((word) => word.length >= 12);
    const built = VIETNAMESE_PASSWORD_WORDS.flatMap((word) =>
      ["1990", "123456", "@2025", "01011990"].map((tail) => `${word}${tail}`),
    ).filter((word) => word.length >= 12);

    expect(leaked.length).toBeGreaterThan(300);
    expect(built.length).toBeGreaterThan(500);
    expect([...leaked, ...built].filter((password) => problem(password) === undefined)).toEqual([]);
  }, 120_000);
});
