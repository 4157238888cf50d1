/// <reference types="vitest/config" />
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { type Card, plainCard } from "./engine/card.ts";

/** Where a machine wants to read how the tests went. */
const report = process.env["RELAYMAP_TEST_REPORT"];

/** A build needs nothing of the tests'. */
const order = process.env["VITEST"] ? (await import("./test/support/order.ts")).Order : null;

/** Puts a compressed twin beside each text file of the build, so that the server never compresses while it answers. */
function compress(): Plugin {
  return {
    name: "relaymap:compress",
    apply: "build",
    async writeBundle({ dir }, bundle) {
      const texts = Object.keys(bundle).filter((name) => name.startsWith("assets/") && /\.(?:js|css|svg)$/u.test(name));
      for (const name of texts) {
        const file = join(dir ?? "", name);
        const plain = await readFile(file);
        await writeFile(`${file}.gz`, await promisify(gzip)(plain, { level: 9 }));
        await writeFile(`${file}.br`, await promisify(brotliCompress)(plain));
      }
    },
  };
}

/**
 * `nodes/<network>/card.ts?plain` is the card as data, without the code that counts text: the card runs here, while the editor
 * is built, and the browser gets what came of it. So a network stays one folder with one card, and the first load stays small.
 */
export function plainCards(): Plugin {
  return {
    name: "relaymap:plain-cards",
    enforce: "pre",
    async load(id) {
      const file = /^(.+\/card\.ts)\?plain$/u.exec(id)?.[1];
      if (file === undefined) return null;
      this.addWatchFile(file);
      // The mark makes a changed file be read again while the editor is being developed.
      const { mtimeMs } = await stat(file);
      const { card } = (await import(`${pathToFileURL(file).href}?t=${Math.floor(mtimeMs)}`)) as { card?: Card };
      if (card === undefined) throw new Error(`${file} does not export \`card\`.`);
      return { code: `export default ${JSON.stringify(plainCard(card))};`, map: null, moduleType: "js" };
    },
  };
}

export default defineConfig({
  root: "editor",
  plugins: [plainCards(), react(), compress()],
  // The server puts each answer's own nonce in this place; nothing may be inlined as a data: address.
  html: { cspNonce: "__NONCE__" },
  build: { outDir: "../dist/editor", emptyOutDir: true, assetsInlineLimit: 0, target: "es2023" },
  test: {
    root: import.meta.dirname,
    include: ["{engine,nodes,server,editor,test}/**/*.test.{ts,tsx}"],
    pool: "forks",
    // Two cores; every test file has databases, and some start whole servers. The third fills the time in which others wait for leases to end.
    maxWorkers: 3,
    reporters: ["default", "./test/support/time-reporter.ts", ...(report ? ["json"] : [])],
    ...(report ? { outputFile: report } : {}),
    ...(order ? { sequence: { sequencer: order } } : {}),
    globalSetup: ["test/support/setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
