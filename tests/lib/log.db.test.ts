import { afterEach, describe, expect, it, vi } from "vitest";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { logEvent, logLine } from "@/lib/log";
import { refuse } from "@/lib/result";
import { province, viewer } from "@/tests/support/factories";

const level = vi.hoisted(() => ({ LOG_LEVEL: "info" }));
vi.mock("@/lib/env", async (original) => {
  const { env } = await original<typeof import("@/lib/env")>();
  return {
    env: new Proxy(env, {
      get: (real, name) => (name === "LOG_LEVEL" ? level.LOG_LEVEL : Reflect.get(real, name)),
    }),
  };
});

/** What the work writes to the server's own output. */
async function written(work: () => unknown): Promise<string[]> {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  await work();
  spy.mockRestore();
  return lines;
}

afterEach(() => {
  level.LOG_LEVEL = "info";
});

describe("the server's own log", () => {
  it("is one line of JSON, whatever a value holds", () => {
    const line = logLine("warn", "api.refused", { path: '/x"}\n{"event":"forged"\u2028' }, new Date(0));
    expect(line.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(line)).toEqual({
      ...{ time: "1970-01-01T00:00:00.000Z", level: "warn", event: "api.refused" },
      path: '/x"}\n{"event":"forged"\u2028',
    });
  });

  it("leaves out what is less grave than LOG_LEVEL asks for", async () => {
    level.LOG_LEVEL = "error";
    expect(await written(() => logEvent("warn", "api.refused", {}))).toEqual([]);
    expect(await written(() => logEvent("error", "api.refused", {}))).toHaveLength(1);
  });

  it("tells who reached for what is not theirs, by which deed, and not what they typed", async () => {
    const { provinceId, districtA } = await province();
    const who = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    const deed = command("test.reach", async (_viewer, _tx, { refusal }: { refusal: string; name: string }) =>
      refuse(refusal),
    );
    const name = "Tên một người";
    const lines = await written(() =>
      deed(who, { requestId: newId() }, { refusal: "branch_not_found", name }),
    );
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        ...{ time: expect.any(String), level: "warn", event: "command.refused" },
        ...{ deed: "test.reach", refusal: "branch_not_found" },
        ...{ accountId: who.accountId, sessionId: who.sessionId },
      },
    ]);
    expect(
      await written(() => deed(who, { requestId: newId() }, { refusal: "date_in_future", name })),
    ).toEqual([]);
  });
});
