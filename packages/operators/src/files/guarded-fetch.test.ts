import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { isFailureError } from "@perdure/failures";
import { afterEach, describe, expect, it } from "vitest";
import type { FetchGuard } from "./fetch-guard.ts";
import { createFileFetcher, type FileFetcher } from "./guarded-fetch.ts";
import { isPublicAddress } from "./private-addresses.ts";

const servers: Server[] = [];
const fetchers: FileFetcher[] = [];
afterEach(async () => {
  await Promise.all(fetchers.splice(0).map((fetcher) => fetcher.close()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server on an address of this machine's own network; it counts requests, and connections even when nothing is asked. */
async function serve(
  host: string,
  listener: RequestListener,
): Promise<{ port: number; hits: () => number; connections: () => number }> {
  let hits = 0;
  let connections = 0;
  const server = createServer((request, response) => {
    hits += 1;
    listener(request, response);
  });
  server.on("connection", () => (connections += 1));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return { port: (server.address() as AddressInfo).port, hits: () => hits, connections: () => connections };
}
const secret: RequestListener = (_, response) => response.end("secret");

async function fetched(url: string, guard: FetchGuard = {}): Promise<string> {
  const fetcher = createFileFetcher(guard);
  fetchers.push(fetcher);
  try {
    const { bytes } = await fetcher.fetch(url, new AbortController().signal);
    return Buffer.from(bytes).toString();
  } catch (error) {
    if (isFailureError(error)) return error.report.code;
    throw error;
  }
}

describe("fetching a file by URL", () => {
  it.each([
    ["a loopback address", "127.0.0.1"],
    ["a loopback address as one number", "2130706433"],
    ["a loopback address in hexadecimal", "0x7f.0.0.1"],
    ["a loopback address in octal", "0177.0.0.1"],
    ["a shortened loopback address", "127.1"],
    ["IPv6 loopback", "[::1]"],
    ["a loopback address in IPv6 clothes", "[::ffff:127.0.0.1]"],
    ["the same in hexadecimal", "[::ffff:7f00:1]"],
    ["the unspecified address", "0.0.0.0"],
    ["a name of this machine", "localhost"],
  ])("never reaches a server of this machine by %s", async (_, host) => {
    const target = await serve("127.0.0.1", secret);
    expect(await fetched(`http://${host}:${target.port}/`)).toBe("perdure.fetch_refused");
    expect(target.connections()).toBe(0);
  });

  it("never reaches a server that listens on every address of this machine, by IPv6 either", async () => {
    const target = await serve("::", secret).catch(() => serve("0.0.0.0", secret));
    for (const host of ["[::]", "[::1]", "[::ffff:0:0]", "0.0.0.0", "127.0.0.1"]) {
      expect([host, await fetched(`http://${host}:${target.port}/`)]).toEqual([host, "perdure.fetch_refused"]);
    }
    expect(target.connections()).toBe(0);
  });

  it("never asks anything of it when a name's address changes between the check and the connection", async () => {
    const target = await serve("127.0.0.1", secret);
    let looks = 0;
    const rebound = {
      family: 4,
      get address() {
        looks += 1;
        return looks === 1 ? "93.184.216.34" : "127.0.0.1";
      },
    };
    const guard: FetchGuard = { lookup: (_hostname, _options, callback) => callback(null, [rebound]) };
    expect(await fetched(`http://files.example.com:${target.port}/`, guard)).toBe("perdure.fetch_refused");
    expect([looks > 1, target.hits()]).toEqual([true, 0]);
  });

  it("never reaches it by a public name that resolves to it", async () => {
    const target = await serve("127.0.0.1", secret);
    const guard = { lookup: resolvingTo("127.0.0.1") };
    expect(await fetched(`http://files.example.com:${target.port}/`, guard)).toBe("perdure.fetch_refused");
    expect(target.connections()).toBe(0);
  });

  it("never reaches it by a name that resolves to a public address as well", async () => {
    const target = await serve("127.0.0.1", secret);
    const guard = { lookup: resolvingTo("93.184.216.34", "127.0.0.1") };
    expect(await fetched(`http://files.example.com:${target.port}/`, guard)).toBe("perdure.fetch_refused");
    expect(target.connections()).toBe(0);
  });

  it("never reaches it by a redirect of a server that may be reached", async () => {
    const target = await serve("127.0.0.1", secret);
    const front = await serve("127.0.0.2", (_, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${target.port}/` }).end(),
    );
    const guard = { allowed_networks: ["127.0.0.2/32"] };
    expect(await fetched(`http://127.0.0.2:${front.port}/`, guard)).toBe("perdure.fetch_refused");
    expect([front.hits(), target.connections()]).toEqual([1, 0]);
  });

  it.each(["http://metadata.example.com/latest", "file:///etc/passwd", "//127.0.0.3/secret", "data:text/plain,secret"])(
    "checks a redirect to %s as it would check the first address",
    async (location) => {
      const front = await serve("127.0.0.2", (_, response) => response.writeHead(307, { location }).end());
      const guard = { allowed_networks: ["127.0.0.2/32"], lookup: resolvingTo("169.254.169.254") };
      expect(await fetched(`http://127.0.0.2:${front.port}/`, guard)).toBe("perdure.fetch_refused");
      expect(front.hits()).toBe(1);
    },
  );

  it.each(["ftp://example.com/a", "file:///etc/passwd", "http://user:word@example.com/a"])(
    "refuses %s",
    async (url) => {
      expect(await fetched(url)).toBe("perdure.fetch_refused");
    },
  );

  it("follows a redirect to what may be reached, with the name and type of the file", async () => {
    const server = await serve("127.0.0.2", (request, response) => {
      if (request.url === "/old") response.writeHead(301, { location: "/new/cv%20ada.pdf" }).end();
      else response.writeHead(200, { "content-type": "application/pdf; charset=x" }).end("%PDF-");
    });
    const fetcher = createFileFetcher({ allowed_networks: ["127.0.0.2/32"] });
    fetchers.push(fetcher);
    const file = await fetcher.fetch(`http://127.0.0.2:${server.port}/old`, new AbortController().signal);
    expect(file).toMatchObject({ media_type: "application/pdf", filename: "cv ada.pdf" });
  });

  it("refuses a chain of redirects without an end", async () => {
    const server = await serve("127.0.0.2", (_, response) => response.writeHead(302, { location: "/" }).end());
    const guard = { allowed_networks: ["127.0.0.2/32"] };
    expect(await fetched(`http://127.0.0.2:${server.port}/`, guard)).toBe("perdure.fetch_refused");
    expect(server.hits()).toBe(6);
  });

  it("stops reading a file that is too large", async () => {
    const server = await serve("127.0.0.2", (_, response) => response.end(Buffer.alloc(5000)));
    const guard = { allowed_networks: ["127.0.0.2/32"], max_bytes: 1000 };
    expect(await fetched(`http://127.0.0.2:${server.port}/`, guard)).toBe("input.too_large");
  });

  it.each([
    [404, "input.reference_not_found"],
    [503, "input.url_unreachable"],
  ])("tells %s as %s", async (status, code) => {
    const server = await serve("127.0.0.2", (_, response) => response.writeHead(status).end());
    const guard = { allowed_networks: ["127.0.0.2/32"] };
    expect(await fetched(`http://127.0.0.2:${server.port}/`, guard)).toBe(code);
  });

  it("tells a server that nobody runs", async () => {
    const guard = { allowed_networks: ["127.0.0.2/32"] };
    expect(await fetched("http://127.0.0.2:9/", guard)).toBe("input.url_unreachable");
  });
});

describe("the addresses that may be reached", () => {
  it.each([
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "fd00::1",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "::",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "fd00:ec2::254",
    "not an address",
  ])("do not include %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])("include %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it("include a private network that an operator opens, and no other", () => {
    expect(isPublicAddress("10.1.2.3", ["10.1.0.0/16"])).toBe(true);
    expect(isPublicAddress("10.2.2.3", ["10.1.0.0/16"])).toBe(false);
  });
});

function resolvingTo(...addresses: readonly string[]): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all === true)
      callback(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      );
    else callback(null, addresses[0] ?? "", 4);
  };
}
