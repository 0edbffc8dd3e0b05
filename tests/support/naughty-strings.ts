import strings from "./naughty-strings.json" with { type: "json" };

/**
 * The Big List of Naughty Strings, copyright (c) 2015-2020 Max Woolf, used under the MIT licence: what people, other
 * programs and attackers have typed into fields. With Vietnamese ones of our own: two normal forms, old fonts, marks alone.
 */
export const NAUGHTY: readonly string[] = [
  ...strings,
  "Nguyễn Thị Hoà".normalize("NFD"),
  "C«ng ty TNHH tr\u00adêng thÞnh",
  "\u0301\u0323",
  "Đ đ Ð ð Ɖ ɖ",
  "H'Mông, Hʼmông, H’Mông",
  '=HYPERLINK("http://evil.example","Xem")',
  "+84 206 385 2222",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "a".repeat(5_000),
  "👩🏽‍🌾 Chi hội Thanh niên nông thôn",
];
