import { describe, expect, it } from "vitest";
import { communesNamed } from "@/lib/areas/rules";

const commune = (id: string, name: string, district: string) => ({ id, name, label: `${name}, ${district}` });
const COMMUNES = [
  commune("1", "Xã Ngọc Động", "Huyện Thông Nông"),
  commune("2", "Xã Ngọc Động", "Huyện Quảng Uyên"),
  commune("3", "Thị trấn Đông Khê", "Huyện Thạch An"),
  commune("4", "Phường Hợp Giang", "Thành phố Cao Bằng"),
];

describe("a commune by its name", () => {
  it.each([
    ["Thị trấn Đông Khê, Huyện Thạch An", ["3"]],
    ["thị trấn đông khê", ["3"]],
    ["Đông Khê", ["3"]],
    ["HOP GIANG", ["4"]],
    ["Xã Ngọc Động", ["1", "2"]],
    ["Ngọc Động, Huyện Thông Nông", []],
    ["Xã Ngọc Động, Huyện Thông Nông", ["1"]],
    ["Xã Đông Khê", []],
    ["", []],
  ])("%s", (typed, ids) => {
    expect(communesNamed(COMMUNES, typed).map(({ id }) => id)).toEqual(ids);
  });
});
