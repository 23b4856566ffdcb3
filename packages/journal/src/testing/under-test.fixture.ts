import type { BackendUnderTest } from "@perdure/conformance";
import { join } from "node:path";
import { journal } from "../journal.ts";

const underTest: BackendUnderTest = {
  name: "journal",
  open: (host, { folder }) => journal({ file: join(folder, "journal.sqlite") })(host),
};
export default underTest;
