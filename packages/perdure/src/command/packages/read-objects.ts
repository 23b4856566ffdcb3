import { startGit, type GitCall } from "./git.ts";

/** Reads objects of a repository through one process of git. Close it when done. */
export interface ObjectReader {
  /** The bytes of an object by its id. */
  read(id: string): Promise<Uint8Array>;
  close(): void;
}

/** Starts a reader of a repository's objects. */
export function readObjects(call: GitCall): ObjectReader {
  const child = startGit(["cat-file", "--batch"], call);
  const chunks = (child.stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let left: Buffer = Buffer.alloc(0);
  let last: Promise<unknown> = Promise.resolve();
  const more = async (): Promise<void> => {
    const next = await chunks.next();
    if (next.done === true) throw new Error("git ended before it gave what it was asked for");
    left = left.length === 0 ? next.value : Buffer.concat([left, next.value]);
  };
  const take = async (length: number): Promise<Buffer> => {
    while (left.length < length) await more();
    const taken = left.subarray(0, length);
    left = left.subarray(length);
    return taken;
  };
  const line = async (): Promise<string> => {
    while (!left.includes(0x0a)) await more();
    return (await take(left.indexOf(0x0a) + 1)).toString("utf8").trimEnd();
  };
  const answer = async (id: string): Promise<Uint8Array> => {
    child.stdin.write(`${id}\n`);
    const [, type, size = ""] = (await line()).split(" ");
    if (type !== "blob" || !/^\d+$/u.test(size)) throw new Error(`git has no file ${id}`);
    const bytes = Uint8Array.from(await take(Number(size)));
    await take(1);
    return bytes;
  };
  child.stderr.resume();
  child.on("error", () => undefined);
  return {
    read: (id) => {
      // One question after the other: the answers come in their order.
      const reading = last.then(() => answer(id));
      last = reading.catch(() => undefined);
      return reading;
    },
    close: () => void child.kill(),
  };
}
