import type { FixRule } from "./fix-rule.ts";
import { isSnakeName } from "../library/names.ts";

/** Names the one pipe of the file, or the one that was meant, as the main pipe. */
export const nameMainPipe: FixRule = ({ diagnostic, bundle }) => {
  const pipes = bundle.root.entries.get("pipe")?.value;
  const codes = pipes?.kind === "table" ? [...pipes.entries.keys()] : [];
  const code = diagnostic.suggestion ?? (codes.length === 1 ? codes[0] : undefined);
  if (code === undefined || !isSnakeName(code)) return undefined;
  return {
    fix_code: "set-main-pipe",
    description: `Set 'main_pipe' to '${code}'`,
    // Where it is not named at all, nothing else can have been meant.
    safety: bundle.root.entries.has("main_pipe") ? "unsafe" : "safe",
    ops: [{ kind: "set_key", table_path: [], key: "main_pipe", value: code }],
  };
};
