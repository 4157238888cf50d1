/// <reference types="vitest/config" />
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

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
    globalSetup: ["test/support/setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
