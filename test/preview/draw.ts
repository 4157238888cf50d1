import { sql } from "kysely";
import type { MapDocument, MapNode } from "#engine/map.ts";
import type { PageFacts } from "#engine/page.ts";
import { putBlob } from "#server/media/blobs.ts";
import { MediaError } from "#server/media/error.ts";
import { loadNodes } from "#server/nodes.ts";
import type { Medium } from "#server/ports.ts";
import type { World } from "#test/main-job/world.ts";
import { toyCard } from "#test/support/network.ts";
import { drawing, process as toys } from "#test/support/toys.ts";
import { type Drawn, pictures, type Step, type Target, topics } from "./history.ts";

const real = await loadNodes();
const own = ["limit", "spread", "digest", "recycle", "variants", "approval", "ambassadors"];

/** The toys, the real steps that remember, keep, vary, ask and pick people, and a network that takes pictures and reposts. */
export function withSteps(world: World): void {
  const { nodes } = world.services;
  for (const type of own) (nodes.manifests as Map<string, unknown>).set(type, real.manifests.get(type));
  nodes.process = (type) => (own.includes(type) ? real.process(type) : toys(type));
  const toy = nodes.expand;
  nodes.expand = (type) => (own.includes(type) ? real.expand(type) : toy(type));
  const title = { en: "Plain", fr: "Plain" };
  const card = toyCard("plain", {
    limits: { text: 500, pictures: 2, videos: 0, alt: 100 },
    kinds: { person: { title, can: ["post", "read", "repost"] } },
  });
  (nodes.networks as Map<string, unknown>).set("plain", { card, connections: {} });
  Object.assign(world.services, { media: mediaOf(world), pages: pagesOf() });
  Object.assign(world.services.settings, { publicUrl: "https://relaymap.example" });
}

/** What is found at the addresses of pictures: stored once, as the real store does. */
function mediaOf({ services: { db } }: World) {
  return {
    fetch: async (workspaceId: string, address: string): Promise<Medium> => {
      const found = pictures[Number(/\d+/u.exec(address)?.[0] ?? 0)] ?? "fine";
      if (found !== "fine") throw new MediaError(found);
      const bytes = Buffer.from(address);
      const hash = await db.transaction().execute((trx) => putBlob(trx, workspaceId, bytes));
      const { rows } =
        await sql<Medium>`insert into medium (workspace_id, received, hash, kind, type, bytes, width, height, frames, address)
        values (${workspaceId}, ${hash}, ${hash}, 'picture', 'image/png', ${bytes.length}, 1200, 630, 1, ${address})
        on conflict (workspace_id, received) do update set used_at = now()
        returning id, kind, type, bytes, width, height, seconds, frames, alt, address`.execute(db);
      return rows[0]!;
    },
  };
}

/** Of every second page a picture is told; the others cannot be read. */
function pagesOf() {
  const factsOf = (url: string): PageFacts => ({
    ...{ url, canonical: null, summary: "" },
    picture: { url: "https://pictures.example/1.png", kind: "picture" },
  });
  return {
    known: () => Promise.resolve(new Map()),
    read: (_workspace: string, address: string): Promise<PageFacts> =>
      address.length % 2 === 0 ? Promise.resolve(factsOf(address)) : Promise.reject(new MediaError("page_gone")),
  };
}

const allWeek = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
function settingsOf({ type, set }: Step): Record<string, unknown> {
  const defaults = (real.manifests.get(type)?.defaults ?? {}) as Record<string, unknown>;
  if (type === "sieve") return { every: set + 2 };
  if (type === "stamp") return { mark: "!".repeat(set + 1) };
  if (type === "fork") return { ways: 1 + (set % 3), all: set > 2 };
  if (type === "limit")
    return {
      ...defaults,
      most: 1 + (set % 3),
      per: ["day", "week", "month"][set % 3],
      wins: set > 2 ? "newest" : "first",
    };
  if (type === "spread") return { ...defaults, minutes: 30 * (set + 1), days: allWeek, from: "00:00", to: "00:00" };
  if (type === "digest") return { ...defaults, by: set % 2 === 0 ? "count" : "time", count: 2 + set, days: allWeek };
  if (type === "recycle")
    return { ...defaults, first: set % 2 === 0 ? "now" : "turn", unit: "days", every: 1 + set, gap: 1, ends: "never" };
  if (type === "variants")
    return {
      wordings: ["{{title}}", "Nouveau : {{title}}", "À lire : {{title}}"]
        .slice(0, 2 + (set % 2))
        .map((text) => ({ text })),
      short: ["reuse", "leave", "people"][set % 3],
    };
  return { ...defaults, time: 1 + set, late: set % 2 === 0 ? "drop" : "pass" };
}

const refOf = (target: number, turn: string): string => `plain:p${target % 4}-${turn}`;

function wellOf({ to, people }: Target, turn: string): [string, Record<string, unknown>] {
  if (people === null) return ["well", { account: refOf(to, turn) }];
  const defaults = real.manifests.get("ambassadors")?.defaults as Record<string, unknown>;
  return ["ambassadors", { ...defaults, ...people, topics: people.topics.map((index) => topics[index]) }];
}

/** Layers, wired only forwards, as in engine/properties.test.ts: a sound map of any form. */
export function draw(
  { steps, wires, targets, limits, first, stories, off }: Drawn,
  springs: number,
  turn: string,
): MapDocument {
  const nodes: Record<string, [string, Record<string, unknown>]> = {};
  for (let index = 0; index < springs; index += 1) nodes[`s${index}`] = ["spring", { name: `${turn}-${index}` }];
  steps.forEach((step, index) => (nodes[`m${index}`] = [step.type, settingsOf(step)]));
  targets.forEach((target, index) => (nodes[`t${index}`] = wellOf(target, turn)));
  const ids = Object.keys(nodes);
  const last = springs + steps.length;
  const found = new Set<string>();
  const add = (from: number, to: number, way: number) => {
    const ways = (nodes[ids[from] ?? ""]?.[1] as { ways?: number } | undefined)?.ways;
    found.add(`${ids[from]}${ways === undefined ? "" : `.w${way % ways}`}>${ids[to]}`);
  };
  for (const [a, b, way] of wires) {
    const from = a % last;
    const least = Math.max(from + 1, springs);
    add(from, least + (b % (ids.length - least)), way);
  }
  // A chain through all of it, so that most steps have something to do.
  for (let at = springs; at < last; at += 1) add(at === springs ? 0 : at - 1, at, 0);
  targets.forEach((_target, index) => add(last - 1, last + index, 0));
  for (let at = 1; at < springs; at += 1) add(at, Math.min(springs, ids.length - 1), 0);
  const document = drawing(nodes, [...found]);
  const resting = off === null ? null : ids[off % ids.length];
  return {
    ...document,
    nodes: document.nodes.map((node): MapNode => {
      const manifest = real.manifests.get(node.type);
      const version = own.includes(node.type) ? (manifest?.version ?? node.version) : node.version;
      return { ...node, version, ...(node.id === resting && targets.length > 1 ? { disabled: true } : {}) };
    }),
    first,
    limits: { ...document.limits, ...limits, hours: 200 },
    ...(stories === null ? {} : { stories }),
  };
}
