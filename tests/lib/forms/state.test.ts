import { describe, expect, it } from "vitest";
import { readForm, unknownName } from "@/lib/forms/state";

function form(...entries: [string, string | File][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

describe("readForm", () => {
  it("keeps what was typed, and all values of a name that was posted more than once", () => {
    const posted = form(["name", "  Phục Hoà "], ["needs", "housing"], ["needs", "wages"], ["note", ""]);
    expect(readForm(posted)).toEqual({ name: "  Phục Hoà ", needs: ["housing", "wages"], note: "" });
  });

  it("leaves out React's own fields and files", () => {
    const posted = form(
      ["$ACTION_REF_1", ""],
      ["$ACTION_1:0", "{}"],
      ["$ACTION_KEY", "k"],
      ["file", new File(["x"], "x.txt")],
      ["name", "a"],
    );
    expect(readForm(posted)).toEqual({ name: "a" });
  });

  it("reads a field called __proto__ as a field", () => {
    const values = readForm(form(["__proto__", "polluted"]));
    expect(Object.keys(values)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  });

  it("names the tick beside a field after the field", () => {
    expect(unknownName("workers")).toBe("workers__unknown");
  });
});
