import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { DIAGNOSTIC_CODES } from "./diagnostics/diagnostic-codes.ts";
import { messageOf } from "./messages/messages.ts";
import { GALLERY, galleryPages } from "./gallery/gallery-pages.ts";

const folder = fileURLToPath(new URL("../../../docs/diagnostics", import.meta.url));

describe("the gallery of messages", () => {
  it("shows every code", () => {
    expect(GALLERY.map(({ code }) => code).sort()).toEqual(Object.keys(DIAGNOSTIC_CODES).sort());
  });

  it("is what the parser says now: pnpm run update:diagnostics writes it anew", async () => {
    const written = readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, "utf8")] as const);
    expect(Object.fromEntries(written)).toEqual(await galleryPages());
  });

  it("has a sentence for each code, and a message that ends as one and names no prompt", async () => {
    for (const { code, says, show } of GALLERY) {
      expect(says, code).toMatch(/^[A-Z].*\.$/u);
      const { diagnostics } = await show();
      const messages = diagnostics.filter((one) => one.code === code).map(messageOf);
      expect(messages.length, code).toBeGreaterThan(0);
      for (const message of messages) expect(message).toMatch(/^['[A-Z].*[.?]$/su);
    }
  });
});
