// Run by an old Node: loads the built entries, and prints which Node it was, what they export, and what they do wrong.
import { loadEntries, namesOf } from "./entries.mjs";
import { problemsWith } from "./problems-with.mjs";

const entries = await loadEntries();
console.log(JSON.stringify({ version: process.version, exported: namesOf(entries), problems: problemsWith(entries) }));
