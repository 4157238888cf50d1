/// <reference types="vitest/config" />
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { parse } from "@formatjs/icu-messageformat-parser";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { type Card, plainCard } from "./engine/card.ts";
import { faceOf } from "./engine/face.ts";
import type { Manifest } from "./engine/node.ts";
import type { Text } from "./engine/text.ts";
import type { Route } from "./server/api.ts";

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

/** Where each route is found: what a caller needs whose types were checked by the compiler. */
const placesOf = (api: Record<string, Route>): Record<string, Pick<Route, "method" | "path">> =>
  Object.fromEntries(Object.entries(api).map(([name, { method, path }]) => [name, { method, path }]));

/**
 * `nodes/<network>/card.ts?plain` is the card as data, without the code that counts text, and `nodes/<type>/node.ts?plain` the manifest's
 * face, without its settings; `server/api.ts?plain` is where each route of the table is found, without its schemas. The file runs here,
 * while the editor is built, and the browser gets what came of it. So a network and a step stay one folder each, the routes one table,
 * and the first load stays small.
 */
export function plainFiles(): Plugin {
  return {
    name: "relaymap:plain-files",
    enforce: "pre",
    async load(id) {
      const file = /^(.+\/(?:card|node|server\/api)\.ts)\?plain$/u.exec(id)?.[1];
      if (file === undefined) return null;
      this.addWatchFile(file);
      // The mark makes a changed file be read again while the editor is being developed.
      const { mtimeMs } = await stat(file);
      const { card, manifest, api } = (await import(`${pathToFileURL(file).href}?t=${Math.floor(mtimeMs)}`)) as {
        card?: Card;
        manifest?: Manifest;
        api?: Record<string, Route>;
      };
      const data = card ? plainCard(card) : manifest ? faceOf(manifest) : api && placesOf(api);
      if (data === undefined) throw new Error(`${file} exports neither \`card\` nor \`manifest\` nor \`api\`.`);
      return { code: `export default ${JSON.stringify(data)};`, map: null, moduleType: "js" };
    },
  };
}

/**
 * Messages are parsed here, while the editor is built: the browser gets them ready to be filled in, and no parser. Texts without a place
 * for a value stay as they are written.
 */
function readyMessages(): Plugin {
  const ready = (text: string) => (/[{'<]/u.test(text) ? parse(text) : text);
  return {
    name: "relaymap:ready-messages",
    apply: "build",
    enforce: "pre",
    config: () => ({
      resolve: {
        alias: [
          {
            find: /^@formatjs\/icu-messageformat-parser$/u,
            replacement: "@formatjs/icu-messageformat-parser/no-parser.js",
          },
        ],
      },
    }),
    async load(id) {
      if (!/\/editor\/messages\/(?!catalogue|everywhere|spoken)[a-z-]+\.ts$/u.test(id)) return null;
      const found = (await import(pathToFileURL(id).href)) as Record<string, Record<string, Text>>;
      const lists = Object.entries(found).map(([name, texts]) => {
        const list = Object.entries(texts).map(([key, { en, fr }]) => [key, { en: ready(en), fr: ready(fr) }]);
        return `export const ${name} = ${JSON.stringify(Object.fromEntries(list))};`;
      });
      return { code: lists.join("\n"), map: null, moduleType: "js" };
    },
  };
}

/**
 * Beside each part that is loaded later the bundler names what it needs, so that all of it is asked for at once. Of that only what is not there
 * yet is named: whatever the page began with, or the part that asks came with, would be named fifty times in the first load.
 */
function nameOnlyNew(): Plugin {
  let comesWith: (chunk: string) => ReadonlySet<string> = () => new Set();
  return {
    name: "relaymap:name-only-new",
    apply: "build",
    config: () => ({
      build: {
        modulePreload: {
          resolveDependencies: (_file, deps, { hostId, hostType }) =>
            hostType === "html" ? deps : deps.filter((dep) => !comesWith(hostId).has(dep)),
        },
      },
    }),
    generateBundle: {
      order: "pre",
      handler(_options, bundle) {
        const chunks = new Map(
          Object.entries(bundle).flatMap(([name, each]) => (each.type === "chunk" ? [[name, each] as const] : [])),
        );
        const entries = [...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName);
        const found = new Map<string, ReadonlySet<string>>();
        comesWith = (chunk) => {
          let all = found.get(chunk);
          if (all === undefined) {
            const reached = new Set([...entries, chunk]);
            for (const name of reached) for (const each of chunks.get(name)?.imports ?? []) reached.add(each);
            found.set(chunk, (all = reached));
          }
          return all;
        };
      },
    },
  };
}

export default defineConfig({
  root: "editor",
  plugins: [plainFiles(), readyMessages(), react(), nameOnlyNew(), compress()],
  // The server puts each answer's own nonce in this place; nothing may be inlined as a data: address.
  html: { cspNonce: "__NONCE__" },
  build: { outDir: "../dist/editor", emptyOutDir: true, assetsInlineLimit: 0, target: "es2023" },
  test: {
    root: import.meta.dirname,
    pool: "forks",
    // Two cores; every test file has databases, and some start whole servers. The third fills the time in which others wait for leases to end.
    maxWorkers: 3,
    reporters: ["default", "./test/support/time-reporter.ts", ...(report ? ["json"] : [])],
    ...(report ? { outputFile: report } : {}),
    ...(order ? { sequence: { sequencer: order } } : {}),
    projects: [
      // What needs no server keeps nothing between two files: these share processes, which take longer to start than most of their tests.
      {
        extends: true,
        test: { name: "pages and parts", include: ["{engine,nodes,editor}/**/*.test.{ts,tsx}"], isolate: false },
      },
      // Each file here has a database of its own and ends what it starts; to load the server anew for each took a third of their time.
      {
        extends: true,
        test: {
          name: "rooms",
          include: ["server/**/*.test.ts"],
          globalSetup: ["test/support/setup.ts"],
          isolate: false,
        },
      },
      // Whole products, workers that are killed, peers: each in a process of its own.
      {
        extends: true,
        test: { name: "worlds", include: ["test/**/*.test.ts"], globalSetup: ["test/support/setup.ts"] },
      },
    ],
    // Workers that tests start and kill by the dozen find compiled what the first that ended left, as `relaymap start` does (server/bin.js).
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules/.cache/relaymap") },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
