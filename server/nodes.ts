import { readdir } from "node:fs/promises";
import { nodeKinds } from "#engine/node.ts";
import type { Expand, Manifest, Process, SourceRun } from "#engine/node.ts";
import { publishes } from "#engine/card.ts";
import { cardFault, networkFault } from "#engine/contract.ts";
import { checkNetworks } from "#engine/network-checks.ts";
import type { Network, Site } from "#engine/network.ts";
import type { Simulator } from "#engine/simulator.ts";
import type { Registry } from "./ports.ts";

const home = new URL("../nodes/", import.meta.url);

/**
 * Finds every node and network under `nodes/`: `node.ts` gives `manifest`; `run.ts` gives `process`, `source` or `expand`,
 * as the node's kind asks, and may give a `check` of settings that is too heavy for the browser; `network.ts` gives `network` (a `Site` where it is only read). Rejects with an error that names the folder and what it lacks:
 * a broken folder must stop the start, not the first run that meets it.
 */
export async function loadNodes(folder: URL = home): Promise<Registry> {
  const manifests = new Map<string, Manifest>();
  const runs = new Map<string, Run>();
  const sites = new Map<string, Site>();
  const networks = new Map<string, Network>();
  let languageOf: Registry["languageOf"] | null = null;
  for (const { name, files } of await folders(folder)) {
    if (files.has("node.ts")) {
      const manifest = checkManifest(name, await read(folder, name, "node.ts", "manifest"));
      const run = await load(folder, name, "run.ts");
      manifests.set(name, withCheck(manifest, run["check"]));
      // Which language an item is in is told by the step that is made for it, to all that ask.
      if (typeof run["languageOf"] === "function") languageOf = run["languageOf"] as Registry["languageOf"] & object;
      runs.set(name, { [manifest.kind]: exported(name, "run.ts", run, runExport(manifest.kind)) });
    }
    if (files.has("network.ts")) {
      if (!files.has("card.ts")) throw broken(name, "a network has a card.ts, for the browser");
      const card = await read(folder, name, "card.ts", "card");
      const site = checkSite(name, card, await read(folder, name, "network.ts", "network"));
      const known = site.card.name;
      if (sites.has(known)) throw broken(name, `network "${known}" exists already in another folder`);
      sites.set(known, site);
      if (isNetwork(site)) networks.set(known, site);
    } else if (files.has("card.ts")) throw broken(name, "a card.ts needs a network.ts beside it");
  }
  const find = <K extends keyof Run>(type: string, kind: K): NonNullable<Run[K]> => {
    const found = runs.get(type)?.[kind];
    if (found === undefined)
      throw new Error(`No node of type "${type}" that is a ${kind}. There are: ${[...manifests.keys()].join(", ")}.`);
    return found;
  };
  return {
    manifests,
    sites,
    networks,
    ...(languageOf === null ? {} : { languageOf }),
    rules: checkNetworks,
    process: (type) => runs.get(type)?.filter ?? runs.get(type)?.rewrite ?? find(type, "flow"),
    source: (type) => find(type, "source"),
    expand: (type) => find(type, "target"),
  };
}

/** The stand-ins for networks that `nodes/<folder>/simulator.ts` exports as `simulator`, by their name. */
export async function loadSimulators(folder: URL = home): Promise<ReadonlyMap<string, Simulator>> {
  const simulators = new Map<string, Simulator>();
  for (const { name, files } of await folders(folder)) {
    if (!files.has("simulator.ts")) continue;
    const simulator = await read(folder, name, "simulator.ts", "simulator");
    if (!isRecord(simulator) || typeof simulator["name"] !== "string")
      throw broken(name, "simulator.ts exports a `simulator` without a name");
    simulators.set(simulator["name"], simulator as Simulator);
  }
  return simulators;
}

/** What `run.ts` of one node gives, under the node's kind. */
type Run = {
  filter?: Process<unknown>;
  rewrite?: Process<unknown>;
  flow?: Process<unknown>;
  source?: SourceRun<unknown>;
  target?: Expand<unknown>;
};

const runExport = (kind: Manifest["kind"]) => (kind === "source" ? "source" : kind === "target" ? "expand" : "process");

async function folders(home: URL): Promise<{ name: string; files: Set<string> }[]> {
  const entries = (await readdir(home, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith("."),
  );
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return Promise.all(
    entries.map(async ({ name }) => ({
      name,
      files: new Set(await readdir(new URL(`${name}/`, home))),
    })),
  );
}

const read = async (home: URL, folder: string, file: string, name: string): Promise<unknown> =>
  exported(folder, file, await load(home, folder, file), name);

async function load(home: URL, folder: string, file: string): Promise<Record<string, unknown>> {
  try {
    return (await import(new URL(`${folder}/${file}`, home).href)) as Record<string, unknown>;
  } catch (cause) {
    throw broken(
      folder,
      `${file} could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    );
  }
}

function exported(folder: string, file: string, module: Record<string, unknown>, name: string): unknown {
  if (module[name] === undefined) throw broken(folder, `${file} does not export \`${name}\``);
  return module[name];
}

/** What only the server finds is among what the manifest finds. */
function withCheck(manifest: Manifest, more: unknown): Manifest {
  if (typeof more !== "function") return manifest;
  const found = more as NonNullable<Manifest["check"]>;
  return { ...manifest, check: (config) => [...(manifest.check?.(config) ?? []), ...found(config)] };
}

function checkManifest(folder: string, value: unknown): Manifest {
  if (!isRecord(value)) throw broken(folder, "`manifest` is not an object");
  if (value["type"] !== folder)
    throw broken(folder, `its manifest says type "${String(value["type"])}"; the type equals the folder's name`);
  if (!nodeKinds.some((kind) => kind === value["kind"]))
    throw broken(folder, `its kind is none of ${nodeKinds.join(", ")}`);
  for (const part of ["config", "inputs", "outputs", "summary", "defaults", "title", "help", "icon", "version"]) {
    if (value[part] === undefined) throw broken(folder, `its manifest has no \`${part}\``);
  }
  return value as Manifest; // The rest is held by the compiler, by `test/nodes.test.ts` and by use.
}

/** A network's two halves, held to the contract: a broken one is named with the rule that it breaks. */
function checkSite(folder: string, card: unknown, value: unknown): Site {
  if (!isRecord(value) || value["card"] !== card)
    throw broken(folder, "network.ts exports a `network` whose `card` is that of card.ts");
  const site = value as Site;
  const fault = cardFault(card) ?? networkFault(site);
  if (fault !== null) throw broken(folder, `breaks the rule “${fault.rule}”: ${fault.says}`);
  return site;
}

const isNetwork = (site: Site): site is Network => publishes(site.card);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const broken = (folder: string, what: string, cause?: unknown) =>
  new Error(`nodes/${folder}: ${what}.`, cause === undefined ? undefined : { cause });
