import { mayAutoRetry } from "@perdure/failures";
import { classify } from "@perdure/failures/all";
import { FAILURES_TO_MEET } from "./failures-to-meet.js";
import { ask, isEmulated } from "./provider.js";
import { withRetries } from "./with-retries.js";

const address = process.env.OPENAI_BASE_URL;
if (address === undefined || !(await isEmulated(address))) {
  const problem = address === undefined ? "OPENAI_BASE_URL is not set" : "No emulated provider is at OPENAI_BASE_URL";
  console.error(`${problem}. Start one: export OPENAI_BASE_URL=$(npx perdure emulator start)/v1`);
  process.exit(1);
}

printRow("before", "what the OpenAI SDK throws", "status", "its own loop");
printRow("after", "the verdict", "category", "repeat unattended");
for (const { title, before, after, whatToDo } of await Promise.all(FAILURES_TO_MEET.map(meet))) {
  console.log(`\n${title}`);
  printRow("before", ...before);
  printRow("after", ...after);
  printRow("", whatToDo);
}

console.log("\nThe loop of with-retries.js");
await showLoop("Two rate limits, then an answer", ["openai.rate_limit_milliseconds", "openai.rate_limit_milliseconds"]);
await showLoop("A used-up quota", ["openai.insufficient_quota"]);

/** One failure, met with the SDK's own loop as it is, and then with that loop off. */
async function meet({ title, fixture }) {
  let requests = 0;
  const countedFetch = (...request) => {
    requests += 1;
    return fetch(...request);
  };
  await errorOf(ask(address, { fixture, fetch: countedFetch }));
  const error = await errorOf(ask(address, { fixture, maxRetries: 0 }));
  const { report } = classify(error, { provider: "openai", now_ms: Date.now() });
  return {
    title,
    before: [
      `${error.constructor.name} ${error.code ?? ""}`,
      `${error.status ?? "none"}`,
      requests === 1 ? "sent once" : `sent ${requests} times`,
    ],
    after: [report.code, report.category, repeatOf(report)],
    whatToDo: report.user_action.detail,
  };
}

/** Whether a call that costs money and does nothing else is repeated with nobody watching. */
function repeatOf(report) {
  if (!mayAutoRetry(report, "billable")) return "no";
  if (report.category === "ambiguous") return "yes, may cost twice";
  return report.retry_after_ms === undefined ? "yes" : `yes, after ${report.retry_after_ms} ms`;
}

/** The nth attempt meets the nth of the failures; when there are no more, it is answered. */
async function showLoop(title, fixtures) {
  console.log(`\n${title}`);
  const attempt = async (number) => {
    const asked = ask(address, { fixture: fixtures[number - 1], maxRetries: 0 });
    const outcome = await asked.then(
      () => "answered",
      (error) => classify(error).report.code,
    );
    console.log(`  attempt ${number}  ${outcome}`);
    return asked;
  };
  await withRetries(attempt).catch(() => console.log("  given up"));
}

async function errorOf(call) {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("The call should have failed");
}

function printRow(name, first, second = "", third = "") {
  console.log(`  ${name.padEnd(8)}${first.padEnd(44)}${second.padEnd(15)}${third}`.trimEnd());
}
