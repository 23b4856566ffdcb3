import { createServer } from "node:net";

/** True when the port is free on loopback. */
export function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

// Below the ports that systems give to outgoing connections: a client that reconnects to a server that is down could
// otherwise be given the server's own port and hold it.
const FIRST_PORT = 21_000;
const PORTS = 11_000;
const TRIES = 50;

/** A port that was free on loopback a moment ago. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    if (await isFree(port)) return port;
  }
  return listenOnce(0);
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : port));
    });
  });
}
