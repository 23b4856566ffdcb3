import fs from "node:fs";
import { promisify } from "node:util";

// Node's own promises of these take longer to load than a method to check.
/** `stat` of Node's promises. */
export const stat = promisify(fs.stat);
/** `readdir` of Node's promises. */
export const readdir = promisify(fs.readdir);
/** `readFile` of Node's promises. */
export const readFile = promisify(fs.readFile);
