import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { classify } from "../all/index.ts";

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

const serve = async (onRequest: (socket: Socket) => void): Promise<number> => {
  const server = createServer((socket) => {
    // A reset is what some of these servers do on purpose.
    socket.on("error", () => socket.destroy());
    socket.once("data", () => onRequest(socket));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
};

const verdictOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
  } catch (error) {
    const { report } = classify(error, { provider: "local" });
    return `${report.category} ${report.code}`;
  }
  throw new Error("The request was answered.");
};

describe("what Node's own fetch throws", () => {
  it("where nothing listens on this machine is transient, and says what to start", async () => {
    const port = await serve((socket) => socket.destroy());
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const thrown = await fetch(`http://127.0.0.1:${port}/`).catch((error: unknown) => error);
    expect(classify(thrown).report).toMatchObject({
      code: "provider.unavailable",
      category: "transient",
      user_action: { kind: "fix_configuration" },
    });
  });

  it("when the other side closes after the request is ambiguous", async () => {
    const port = await serve((socket) => socket.destroy());
    expect(await verdictOf(() => fetch(`http://127.0.0.1:${port}/`))).toBe("ambiguous provider.outcome_unknown");
  });

  it("when the other side resets after the request is ambiguous", async () => {
    const port = await serve((socket) => socket.resetAndDestroy());
    expect(await verdictOf(() => fetch(`http://127.0.0.1:${port}/`))).toBe("ambiguous provider.outcome_unknown");
  });

  it("when the answer is cut is ambiguous", async () => {
    const port = await serve((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"half":'));
    const read = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text();
    expect(await verdictOf(read)).toBe("ambiguous provider.outcome_unknown");
  });

  it("when the answer is not HTTP is ambiguous", async () => {
    const port = await serve((socket) => socket.end("220 mail server ready\r\n"));
    expect(await verdictOf(() => fetch(`http://127.0.0.1:${port}/`))).toBe("ambiguous provider.outcome_unknown");
  });

  it("for an address that it refuses is configuration", async () => {
    const refused = "configuration perdure.provider_address_invalid";
    expect(await verdictOf(() => fetch("http://127.0.0.1:9/"))).toBe(refused);
    expect(await verdictOf(() => fetch("no address"))).toBe(refused);
  });

  it("for TLS spoken to a plain port is configuration", async () => {
    const port = await serve((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const verdict = await verdictOf(() => fetch(`https://127.0.0.1:${port}/`));
    expect(verdict).toBe("configuration perdure.provider_address_invalid");
  });
});
