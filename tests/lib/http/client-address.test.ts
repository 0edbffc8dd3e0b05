import diagnostics from "node:diagnostics_channel";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { clientAddress, stampClientAddress } from "@/lib/http/client-address";

const env = vi.hoisted(() => ({ TRUSTED_PROXY: undefined as string | undefined }));
vi.mock("@/lib/env", () => ({ env }));

afterEach(() => {
  env.TRUSTED_PROXY = undefined;
});

describe("where a request came from", () => {
  it("is what the socket says, whatever the client writes into headers", async () => {
    diagnostics.subscribe("http.server.request.start", stampClientAddress);
    const server = createServer((request, response) => {
      const headers = new Headers();
      for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
      response.end(clientAddress(headers));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}`, {
      headers: { "x-client-address": "1.2.3.4", "x-forwarded-for": "5.6.7.8" },
    });

    expect(await answer.text()).toBe("127.0.0.1");
    server.close();
    diagnostics.unsubscribe("http.server.request.start", stampClientAddress);
  });

  it("is the last entry of the trusted proxy's header where one is configured", () => {
    const headers = new Headers({
      "x-forwarded-for": "1.1.1.1, 203.0.113.7",
      "x-client-address": "10.0.0.1",
    });

    expect(clientAddress(headers)).toBe("10.0.0.1");
    env.TRUSTED_PROXY = "x-forwarded-for";
    expect(clientAddress(headers)).toBe("203.0.113.7");
    expect(clientAddress(new Headers({ "x-client-address": "10.0.0.1" }))).toBeNull();
  });

  it.each([
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:1::6", "2001:db8:1:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["unknown", null],
    ["", null],
  ])("%s is counted as %s", (given, counted) => {
    expect(clientAddress(new Headers({ "x-client-address": given }))).toBe(counted);
  });
});
