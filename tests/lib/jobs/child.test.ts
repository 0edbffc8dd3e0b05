import { describe, expect, it } from "vitest";
import { inChild } from "@/lib/jobs/child";

const SCRIPT = "tests/support/child.ts";
const LIMITS = { memoryMb: 64, seconds: 30 };

describe("a child", () => {
  it("answers with values as they are, and knows no secret of its parent's", async () => {
    process.env["NEXTAUTH_SECRET"] = "not for children";
    const said = await inChild(SCRIPT, "hello", { limits: LIMITS });
    expect(said).toEqual({ task: "hello", day: new Date(0), secret: null });
  });

  it("says why it has no answer", async () => {
    const asked = inChild(SCRIPT, "fail", { limits: LIMITS });
    await expect(asked).rejects.toMatchObject({ why: "said", message: "said so" });
  });

  it("is ended when it takes too long, or too much memory", async () => {
    const slow = inChild(SCRIPT, "hang", { limits: { ...LIMITS, seconds: 3 } });
    await expect(slow).rejects.toMatchObject({ why: "too_slow" });
    const big = inChild(SCRIPT, "grow", { limits: LIMITS });
    await expect(big).rejects.toMatchObject({ why: "broke_off" });
  }, 60_000);
});
