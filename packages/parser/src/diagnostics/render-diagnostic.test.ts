import { describe, expect, it } from "vitest";
import { parseMethod } from "../parse-method.ts";
import { renderDiagnostic } from "./render-diagnostic.ts";

describe("renderDiagnostic", () => {
  it("writes one line, and with the text shows the place", () => {
    const text = `domain = "a"\nmian_pipe = "x"\n`;
    const [diagnostic] = parseMethod([{ path: "a.mthds", text }]).diagnostics;
    if (diagnostic === undefined) throw new Error("no diagnostic");
    const line = "a.mthds:2:1 error toml.unknown_key A bundle has no key 'mian_pipe'. Did you mean 'main_pipe'?";
    expect(renderDiagnostic(diagnostic)).toBe(line);
    expect(renderDiagnostic(diagnostic, text)).toBe(`${line}\n  mian_pipe = "x"\n  ^^^^^^^^^`);
  });

  it("writes no control character of the method, and cuts long lines", () => {
    const text = `domain = "a"\n"x\\u001b[31m${"y".repeat(500)}" = 1\n`;
    const [diagnostic] = parseMethod([{ path: "a\u001B.mthds", text }]).diagnostics;
    if (diagnostic === undefined) throw new Error("no diagnostic");
    const shown = renderDiagnostic(diagnostic, text).split("\n");
    expect(shown.join("")).not.toContain("\u001B");
    expect(shown[1]?.length).toBeLessThanOrEqual(122);
    expect(shown[2]?.length).toBeLessThanOrEqual(122);
  });
});
