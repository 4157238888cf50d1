import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readSet } from "#server/ledger/set.ts";
import { set } from "#server/ledger/set.gen.ts";
import { testDatabase } from "./support/database.ts";

const generating = process.env["RELAYMAP_GENERATE"] === "1";
const setFile = fileURLToPath(new URL("../server/ledger/set.gen.ts", import.meta.url));

test("server/ledger/set.gen.ts numbers the ledger's functions as they are (npm run generate raises it)", async () => {
  const { digest } = await readSet();
  if (generating && digest !== set.digest) {
    const written = `export const set = { number: ${set.number + 1}, digest: "${digest}" } as const;\n`;
    await writeFile(setFile, `/** Written by \`npm run generate\`. */\n${written}`);
    return;
  }
  expect(set.digest).toBe(digest);
});

const file = fileURLToPath(new URL("../server/database/db.gen.ts", import.meta.url));

test(
  "server/database/db.gen.ts is what the migrations make (npm run generate writes it)",
  { timeout: 60_000 },
  async () => {
    const base = await testDatabase();
    const out = join(tmpdir(), `relaymap-types-${process.pid}.ts`);
    try {
      const bin = join(
        dirname(createRequire(import.meta.url).resolve("kysely-codegen/package.json")),
        "dist",
        "cli",
        "bin.js",
      );
      const args = ["--dialect", "postgres", "--url", base.url, "--out-file", out, "--log-level", "error"];
      await promisify(execFile)(process.execPath, [
        bin,
        ...args,
        "--type-mapping",
        '{"timestamptz":"string","int8":"number"}',
      ]);
      const generated = await readFile(out, "utf8");
      if (generating) await writeFile(file, generated);
      expect(await readFile(file, "utf8")).toBe(generated);
    } finally {
      await rm(out, { force: true });
      await base.drop();
    }
  },
);
