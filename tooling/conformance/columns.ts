import { CASES } from "@perdure/conformance";
import type { BackendUnderTest, ConformanceCase } from "@perdure/conformance";
import directUnderTest from "../../packages/direct/src/testing/under-test.fixture.ts";
import journalUnderTest from "../../packages/journal/src/testing/under-test.fixture.ts";
import { inMemoryUnderTest } from "../../packages/mistral-workflows/src/testing/in-memory-under-test.fixture.ts";
import { temporalUnderTest as mistralOnTemporal } from "../../packages/mistral-workflows/src/testing/temporal-under-test.fixture.ts";
import { temporalUnderTest } from "../../packages/temporal/src/testing/under-test.fixture.ts";

/** One proof of a column: some cases, on one server where it needs one. */
interface ColumnProof {
  readonly underTest: BackendUnderTest;
  readonly cases: readonly ConformanceCase[];
  /** The file URL of the module that another process opens. */
  readonly module?: string;
}
/** A column of the matrix. Every case is in one of its proofs. */
export interface Column {
  readonly name: string;
  readonly needs_server: boolean;
  readonly proofs: readonly ColumnProof[];
}

const fixture = (path: string): string => new URL(`../../packages/${path}.fixture.ts`, import.meta.url).href;
const isQuick = ({ requires }: ConformanceCase): boolean => requires.includes("quick_waits");

// A whole server for what needs one; for long waits, one that skips time.
const onServers = (name: string, whole: BackendUnderTest, skipping: BackendUnderTest, module?: string): Column => ({
  name,
  needs_server: true,
  proofs: [
    { underTest: whole, cases: CASES.filter((one) => !isQuick(one)), ...(module === undefined ? {} : { module }) },
    { underTest: skipping, cases: CASES.filter(isQuick) },
  ],
});
const alone = (name: string, underTest: BackendUnderTest, module?: string): Column => ({
  name,
  needs_server: false,
  proofs: [{ underTest, cases: CASES, ...(module === undefined ? {} : { module }) }],
});

/** The backends that we keep, in the order of the table. */
export const COLUMNS: readonly Column[] = [
  alone("direct", directUnderTest, fixture("direct/src/testing/under-test")),
  alone("journal", journalUnderTest, fixture("journal/src/testing/under-test")),
  onServers("Temporal (fleet)", temporalUnderTest("fleet", "real"), temporalUnderTest("fleet", "skipping")),
  onServers(
    "Temporal (embedded)",
    temporalUnderTest("embedded", "real"),
    temporalUnderTest("embedded", "skipping"),
    fixture("temporal/src/testing/under-test"),
  ),
  alone("Mistral direct, in-memory", inMemoryUnderTest("direct")),
  alone("Mistral native, in-memory", inMemoryUnderTest("mistral_native")),
  onServers(
    "Mistral direct, Temporal-backed",
    mistralOnTemporal("direct", "real"),
    mistralOnTemporal("direct", "skipping"),
  ),
  onServers(
    "Mistral native, Temporal-backed",
    mistralOnTemporal("mistral_native", "real", "fleet"),
    mistralOnTemporal("mistral_native", "skipping"),
    fixture("mistral-workflows/src/testing/temporal-under-test"),
  ),
];
