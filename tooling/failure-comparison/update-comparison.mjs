import { writeDocuments } from "./comparison/documents.mjs";
import { measure } from "./comparison/measure.mjs";
import { startProviders } from "./sdks/start-providers.mjs";

const providers = await startProviders();
const rows = await measure(providers);
writeDocuments(rows);
console.error(`comparison: ${rows.length} failures measured and written`);
await providers.close();
// Connections that the SDKs keep open are of no more use.
process.exit(0);
