/// <reference types="vitest/config" />
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Where a machine wants to read how the tests went. */
const report = process.env["RELAYMAP_TEST_REPORT"];

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

export default defineConfig({
  root: "editor",
  plugins: [react(), compress()],
  // The server puts each answer's own nonce in this place; nothing may be inlined as a data: address.
  html: { cspNonce: "__NONCE__" },
  build: { outDir: "../dist/editor", emptyOutDir: true, assetsInlineLimit: 0, target: "es2023" },
  test: {
    root: import.meta.dirname,
    include: ["{engine,nodes,server,editor,test}/**/*.test.{ts,tsx}"],
    pool: "forks",
    // Two cores; every test file has databases, and some start whole servers.
    maxWorkers: 2,
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
    globalSetup: ["test/support/setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
