/** One server that we know how to get: its version, where its release archives are, and what they must hash to. */
export interface PinnedServer {
  /** Folder name in the cache and word in messages. */
  readonly name: "dev-server" | "test-server";
  /** What people call it. */
  readonly title: string;
  /** The variable that names an executable; it wins over everything. */
  readonly variable: string;
  /** The command looked for on PATH, and the name of the executable in the cache. */
  readonly command: string;
  readonly releases: PinnedRelease;
  readonly build: {
    readonly version: string;
    readonly tool: string;
    readonly needs: string;
    /** The command that asks for it. */
    readonly command?: string;
  };
}

/** Release archives by `<platform>-<architecture>` of Node; a platform without a known digest is not downloaded. */
interface PinnedRelease {
  readonly version: string;
  readonly url: (archive: string) => string;
  readonly archives: Readonly<Record<string, { readonly name: string; readonly sha256: string }>>;
}

const CLI_VERSION = "1.5.1";
const TEST_SERVER_RELEASE = "1.38.0";
const TEST_SERVER_ARTIFACT = "1.33.0";

const cliArchive = (platform: string, sha256: string) => ({
  name: `temporal_cli_${CLI_VERSION}_${platform}.tar.gz`,
  sha256,
});

/** The dev server: `temporal server start-dev`. Later versions cannot be built with `go install`. */
export const DEV_SERVER: PinnedServer = {
  name: "dev-server",
  title: "Temporal dev server",
  variable: "PERDURE_TEMPORAL_CLI",
  command: "temporal",
  releases: {
    version: CLI_VERSION,
    url: (archive) => `https://github.com/temporalio/cli/releases/download/v${CLI_VERSION}/${archive}`,
    archives: {
      "linux-x64": cliArchive("linux_amd64", "ddc95e08b0b076efd4ea9733a3f488eb7d2be875f8834e616cd2a37358b4852d"),
      "linux-arm64": cliArchive("linux_arm64", "bd1b0db9f18b051026de8bf6cc1505f2510f14bbb7a8b9a4a91fff46c77454f5"),
      "darwin-x64": cliArchive("darwin_amd64", "bbb73e2a31135abe50a1f1cdb35030c42961df618e8ce9c60ae89f201540c5d9"),
      "darwin-arm64": cliArchive("darwin_arm64", "cca01b7ea35ad56e2a328d9ae596bf716bd22313ef63c7a761c88354457c2415"),
    },
  },
  build: {
    version: CLI_VERSION,
    tool: "go",
    needs: "Go 1.25 or newer",
    command: "npx perdure temporal start-dev --build",
  },
};

/** The time-skipping server of Temporal's Java SDK, which the tests use. */
export const TEST_SERVER: PinnedServer = {
  name: "test-server",
  title: "Temporal time-skipping server",
  variable: "PERDURE_TEMPORAL_TEST_SERVER",
  command: "temporal-test-server",
  releases: {
    version: TEST_SERVER_RELEASE,
    url: (archive) => `https://github.com/temporalio/sdk-java/releases/download/v${TEST_SERVER_RELEASE}/${archive}`,
    archives: {
      "linux-x64": {
        name: `temporal-test-server_${TEST_SERVER_RELEASE}_linux_amd64.tar.gz`,
        sha256: "41df834fe8e1ac59619e13908f41b63e4d1054f37634a2f89033d8cf6af71b96",
      },
    },
  },
  build: { version: TEST_SERVER_ARTIFACT, tool: "mvn", needs: "Java 17 or newer and Maven" },
};
