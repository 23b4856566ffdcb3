import type { FailureFixture } from "./failure-fixture.ts";

/** Failures before any request: SDKs, files, ports. */
// One line per fixture: these are rows of a table.
// prettier-ignore
export const SYSTEM_FIXTURES: readonly FailureFixture[] = [
  { id: "sdk.key_missing", rule: "sdk.key_missing", provider: "openai", phase: "not_sent", error_name: "AI_LoadAPIKeyError", expected: { code: "perdure.credential_missing", category: "configuration", retryable: false } },
  { id: "sdk.setting_missing", rule: "sdk.setting_missing", provider: "openai", phase: "not_sent", error_name: "AI_LoadSettingError", expected: { code: "runtime.misconfigured", category: "configuration", retryable: false } },
  { id: "sdk.model_unknown", rule: "sdk.model_unknown", provider: "openai", phase: "not_sent", error_name: "AI_NoSuchModelError", expected: { code: "model.unknown", category: "configuration", retryable: false } },
  { id: "sdk.capability_unsupported", rule: "sdk.capability_unsupported", provider: "openai", phase: "not_sent", error_name: "AI_UnsupportedFunctionalityError", expected: { code: "model.capability_unsupported", category: "configuration", retryable: false } },
  { id: "download.refused", rule: "download.refused", provider: "openai", phase: "response_complete", status: 404, body: "", error_name: "AI_DownloadError", expected: { code: "input.url_unreachable", category: "content", retryable: false } },
  { id: "download.failed", rule: "download.failed", provider: "openai", phase: "response_complete", status: 503, body: "", error_name: "AI_DownloadError", expected: { code: "input.url_unreachable", category: "transient", retryable: true } },
  { id: "file.missing", rule: "file.read", provider: "openai", phase: "not_sent", system: { code: "ENOENT", syscall: "open", path: "/tmp/absent" }, expected: { code: "perdure.file_unreadable", category: "configuration", retryable: false } },
  { id: "file.disk_full", rule: "file.write", provider: "openai", phase: "not_sent", system: { code: "ENOSPC", syscall: "write", path: "/tmp/full" }, expected: { code: "perdure.folder_not_writable", category: "configuration", retryable: false } },
  { id: "file.read_only", rule: "file.write", provider: "openai", phase: "not_sent", system: { code: "EROFS", syscall: "open", path: "/tmp/x" }, expected: { code: "perdure.folder_not_writable", category: "configuration", retryable: false } },
  { id: "port.taken", rule: "network.local_port", provider: "openai", phase: "not_sent", system: { code: "EADDRINUSE", syscall: "listen" }, expected: { code: "perdure.port_taken", category: "configuration", retryable: false } },
  { id: "error.of_no_known_kind", rule: "none", provider: "openai", phase: "not_sent", error_name: "Error", expected: { code: "runtime.unexpected", category: "unknown", retryable: false } },
];
