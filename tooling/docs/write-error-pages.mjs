// Writes docs/errors: a page for each failure code, one table of all, and the rules by which an error gets its code.
import { fileURLToPath } from "node:url";
import { writeErrorPages } from "./errors/error-pages.mjs";

writeErrorPages(fileURLToPath(new URL("../../docs/errors", import.meta.url)));
