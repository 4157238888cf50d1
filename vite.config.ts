/// <reference types="vitest/config" />
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where a machine wants to read how the tests went. */
const report = process.env["RELAYMAP_TEST_REPORT"];

export default defineConfig({
  root: "editor",
  plugins: [react()],
  build: { outDir: "../dist/editor", emptyOutDir: true },
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
