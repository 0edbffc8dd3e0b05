import { afterEach, describe, expect, it, vi } from "vitest";

const good = {
  APP_DATABASE_URL: "postgresql://web:secret@localhost:5432/doanhoi",
  NEXTAUTH_SECRET: "x".repeat(32),
  DATA_KEY: Buffer.alloc(32, "x").toString("base64"),
};

async function read(given: Record<string, string | undefined>) {
  vi.resetModules();
  for (const [name, value] of Object.entries({
    ...good,
    BUSINESS_DATE: undefined,
    LOG_LEVEL: undefined,
    ...given,
  }))
    vi.stubEnv(name, value);
  const { checkEnv } = await import("@/lib/env");
  return checkEnv();
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("the web process' environment", () => {
  it("reads what is given and fills in the rest", async () => {
    expect(await read({ BUSINESS_DATE: "2014-12-15" })).toMatchObject({
      ...good,
      BUSINESS_DATE: "2014-12-15",
      LOG_LEVEL: "info",
    });
  });

  it.each([
    ["APP_DATABASE_URL", undefined],
    ["APP_DATABASE_URL", ""],
    ["APP_DATABASE_URL", "mysql://web@localhost/doanhoi"],
    ["NEXTAUTH_SECRET", undefined],
    ["NEXTAUTH_SECRET", "too short"],
    ["DATA_KEY", undefined],
    ["DATA_KEY", "not base64 at all!"],
    ["DATA_KEY", Buffer.alloc(31).toString("base64")],
    ["OLD_DATA_KEYS", `${good.DATA_KEY},not base64 at all!`],
    ["BUSINESS_DATE", "15/12/2014"],
    ["BUSINESS_DATE", "2014-02-30"],
    ["PUBLIC_URL", "doanhoi.vn"],
    ["LOG_LEVEL", "loud"],
  ])("stops the start with a sentence that names %s when it is %s", async (name, value) => {
    await expect(read({ [name]: value })).rejects.toThrow(
      new RegExp(`^Không khởi động được\\. Biến môi trường ${name} `),
    );
  });

  it("names every variable that is wrong, not only the first", async () => {
    await expect(read({ APP_DATABASE_URL: undefined, NEXTAUTH_SECRET: undefined })).rejects.toThrow(
      /APP_DATABASE_URL .*NEXTAUTH_SECRET /,
    );
  });

  it("knows no owner", async () => {
    expect(
      Object.keys(await read({ DATABASE_URL: "postgresql://owner:secret@localhost/doanhoi" })),
    ).not.toContain("DATABASE_URL");
  });
});
