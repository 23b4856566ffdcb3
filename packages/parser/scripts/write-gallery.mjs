// Writes docs/diagnostics: an example of every diagnostic, as the parser says it now.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { galleryPages } from "../src/gallery/gallery-pages.ts";

const folder = fileURLToPath(new URL("../../../docs/diagnostics", import.meta.url));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const [name, page] of Object.entries(await galleryPages())) writeFileSync(join(folder, name), page);
