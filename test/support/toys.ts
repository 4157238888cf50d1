import { matchRef } from "#engine/ref.ts";
import { z } from "zod";
import { type Item, unsaid } from "#engine/item.ts";
import type { MapDocument, MapEdge } from "#engine/map.ts";
import type { Expand, Manifest, Process, Publisher } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";

/** The smallest nodes of every kind, for tests of the engine: what they do is plain, so that a wrong result is the engine's. */
const text = (word: string): Text => ({ en: word, fr: `${word} (fr)` });
const port = (id: string) => ({ id, title: text(id), carries: "items" as const });

type Shape = Pick<Manifest, "type" | "kind"> &
  Partial<Omit<Manifest, "outputs" | "config">> & { config?: z.ZodType; outputs?: Manifest["outputs"] };
const toy = (shape: Shape): Manifest => ({
  version: 1,
  title: text(shape.type),
  help: text("A toy."),
  icon: "",
  config: z.strictObject({}),
  defaults: {},
  inputs: shape.kind === "source" ? [] : [port("in")],
  outputs: () => (shape.kind === "target" ? [] : [port("out")]),
  summary: () => text(shape.type),
  ...shape,
});

export const manifests: ReadonlyMap<string, Manifest> = new Map(
  [
    toy({ type: "spring", kind: "source" }),
    /** Lets every nth item go. */
    toy({
      type: "sieve",
      kind: "filter",
      config: z.strictObject({
        every: z
          .int()
          .min(1)
          .default(2)
          .meta({ label: { en: "Every", fr: "Chaque" } }),
      }),
    }),
    /** Adds its mark to the text. */
    toy({
      type: "stamp",
      kind: "rewrite",
      version: 3,
      config: z.strictObject({ mark: z.string().max(20).default("!") }),
      upgrades: {
        1: (old) => ({ sign: (old as { s?: string }).s ?? "?" }),
        2: (old) => ({ mark: (old as { sign: string }).sign }),
      },
    }),
    /** Sends items out by turns; with `all`, each on every port. */
    toy({
      type: "fork",
      kind: "flow",
      config: z.strictObject({ ways: z.int().min(1).max(9).default(2), all: z.boolean().default(false) }),
      outputs: (config) => Array.from({ length: (config as { ways: number }).ways }, (_, way) => port(`w${way}`)),
    }),
    toy({ type: "rogue", kind: "flow", config: z.strictObject({ does: z.string() }) }),
    toy({ type: "well", kind: "target", config: z.strictObject({ account: z.string().meta({ control: "account" }) }) }),
  ].map((manifest) => [manifest.type, manifest]),
);

const rest = text("The sieve held it.");
const runs: Record<string, Process<never>> = {
  sieve: (items, { every }: { every: number }) => {
    const held = (item: Item) => Number(item.key.replace(/\D/gu, "")) % every === 0;
    return {
      out: { out: items.filter((item) => !held(item)) },
      drops: items.filter(held).map((item) => ({ item, code: "sieve", reason: rest })),
    };
  },
  stamp: (items, { mark }: { mark: string }) => ({
    out: { out: items.map((item) => ({ ...item, text: item.text + mark })) },
    drops: [],
  }),
  fork: (items, { ways, all }: { ways: number; all: boolean }) => ({
    out: Object.fromEntries(
      Array.from({ length: ways }, (_, way) => [
        `w${way}`,
        items.filter((_item, index) => all || index % ways === way),
      ]),
    ),
    drops: [],
  }),
  rogue: (items, { does }: { does: string }, { state }) => {
    if (does === "throw") throw new Error("out of ink");
    if (does === "lose") return { out: { out: items.slice(1) }, drops: [] };
    if (does === "invent") return { out: { out: [...items, item("invented")] }, drops: [] };
    if (does === "double")
      return {
        out: { out: [...items, ...items] },
        drops: items.map((one) => ({ item: one, code: "both", reason: rest })),
      };
    if (does === "hoard") return { out: { out: items }, drops: [], state: "x".repeat(70_000) };
    return { out: { out: items }, drops: [], state: Number(state ?? 0) + items.length };
  },
};

export const process = (type: string): Process<unknown> => {
  const run = runs[type];
  if (run === undefined) throw new Error(`no toy ${type}`);
  return run as Process<unknown>;
};

export const expand = (): Expand<unknown> => (one, config, accounts) => {
  const found = matchRef((config as { account: string }).account, accounts);
  const account = found.kind === "one" ? found.account : undefined;
  return account === undefined
    ? { wanted: [], drops: [{ account: null, code: "no-account", reason: text("No account.") }] }
    : { wanted: [{ account, topic: "" }], drops: [] };
};

export const item = (key: string, changes: Partial<Item> = {}): Item => ({
  key,
  source: "Toys",
  title: key,
  text: key,
  link: null,
  summary: "",
  author: null,
  tags: [],
  published: null,
  ...unsaid,
  ...changes,
});

export const publisher = (ref: string, changes: Partial<Publisher> = {}): Publisher => {
  const [network = "", handle = ""] = ref.split(":");
  return {
    id: `id-${ref}`,
    ref,
    network,
    handle,
    name: handle,
    member: `member-${handle}`,
    topics: [],
    mode: "auto",
    ...changes,
  };
};

/** A map in a few letters: nodes as `id: [type, config]`, wires as `a>b` or `a.port>b`. */
export function drawing(
  nodes: Record<string, [type: string, config?: Record<string, unknown>]>,
  wires: string[],
): MapDocument {
  const edges = wires.map((wire): MapEdge => {
    const [from = "", to = ""] = wire.split(">");
    const [node = "", out = "out"] = from.split(".");
    return { id: wire.replace(/[^A-Za-z0-9]/gu, "-"), from: { node, port: out }, to: { node: to, port: "in" } };
  });
  return {
    schema: 1,
    name: "Drawing",
    description: "",
    nodes: Object.entries(nodes).map(([id, [type, config = {}]]) => ({
      id,
      type,
      version: manifests.get(type)?.version ?? 1,
      title: "",
      config,
      position: { x: 0, y: 0 },
    })),
    edges,
    schedule: { kind: "interval", minutes: 15 },
    missed: "latest",
    first: { kind: "skip" },
    limits: { burst: 20, newShare: 0.5, perRun: 500, hours: 24, resend: false, spread: 1 },
  };
}

/** The toys and one real node. The cast is what a registry does: each config is parsed by its own schema before it is used. */
export const typesWith = <Config>(manifest: Manifest<Config>) => ({
  manifests: new Map([...manifests, [manifest.type, manifest as Manifest]]),
});
