import { compile } from "#engine/compile.ts";
import type { MachineInput } from "#engine/machine-context.ts";
import { pageAddress } from "#engine/page.ts";
import type { Plan } from "#engine/plan.ts";
import { type Met, retrace } from "#engine/retrace.ts";
import type { Way } from "#engine/trace.ts";
import type { Reply } from "../api.ts";
import { sourceNodes } from "../inbox/map-sources.ts";
import { nothingFetched, pageOf } from "../run/fetched.ts";
import { checkCron } from "../time/cron.ts";
import type { Services } from "../ports.ts";
import { dayIn } from "./cause.ts";
import type { DropRow, KeptRow, Known, MapRow } from "./item.ts";
import { passagesOf } from "./trace.ts";

type View = Reply<"why">["maps"][number];
export type Step = View["steps"][number];

/** One map's part in an item's story, as the page tells it, before it is said in a sentence. */
export type Through = Omit<View, "answer"> & {
  map: MapRow;
  plan: Plan | null;
  /** Targets that it reached. */
  reached: string[];
};

export type Facts = {
  zone: string;
  /** What was let go of it in this map. */
  drops: readonly DropRow[];
  kept: readonly KeptRow[];
  /** Runs that gave it to accounts, the newest first. */
  sent: readonly { run: string; version: number; at: string; node: string }[];
};

/** Passages that are followed: of an item that a step gives again and again the last. */
const mostPasses = 12;

type Pass = { run: string; version: number; at: string; way: Way | null };

/** The item's way through a map: by its trace, else by what its runs left behind. */
export async function wayThrough(
  services: Pick<Services, "db" | "nodes" | "pages">,
  workspaceId: string,
  known: Known,
  map: MapRow,
  facts: Facts,
): Promise<Through> {
  const seqs = known.brought.map(({ seq }) => seq);
  const traced = seqs.length === 0 ? [] : await passagesOf(services.db, workspaceId, map.id, seqs);
  const ends = [...facts.drops, ...facts.sent].toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const passes: Pass[] =
    traced.length > 0
      ? traced.slice(0, mostPasses)
      : ends.slice(0, 1).map(({ run, version, at }) => ({ run, version, at, way: null }));
  const [last] = passes;
  const none = { plan: null, reached: [], steps: [], map, id: map.id, name: map.name };
  if (last === undefined)
    return { ...none, version: map.version, run: null, at: null, way: "none", same: null, passes: 0 };
  const plan = await planOf(services, workspaceId, map.id, last.version);
  const head = { version: last.version, run: last.run, at: last.at, passes: Math.max(traced.length, 1) };
  const way = last.way === null ? ("worked_out" as const) : ("recorded" as const);
  if (plan === null || known.item === null)
    return { ...none, ...head, plan, way, same: null, reached: reachedBy(plan, facts) };
  const again = await againOf(services, workspaceId, plan, known);
  const starts = sourceNodes(services.nodes, plan.document).flatMap(({ key, node }) =>
    known.brought.some(({ sourceKey }) => sourceKey === key) ? [node] : [],
  );
  const met = new Map<string, Met>();
  let item = known.item;
  let same: boolean | null = null;
  for (const pass of passes.filter(({ version }) => version === last.version).toReversed()) {
    const found = retrace(plan, item, pass.way, starts, { ...again, now: Date.parse(pass.at) });
    for (const one of found.met) met.set(one.node.id, one);
    // What a step kept goes on as it came to it.
    item = found.met.find(({ node }) => node.keeps !== undefined)?.before ?? item;
    same = found.same === null ? same : found.same && same !== false;
  }
  const called = await accountsOf(services, workspaceId, plan);
  const steps = cut(plan, met, last.way === null, facts).map((one) => ({
    ...stepOf(services, map.id, one, facts, known),
    title: called.get(one.node.id) ?? plain(one.node.title),
  }));
  const reached = steps.flatMap(({ node, kind, fate }) => (kind === "target" && fate === "reached" ? [node] : []));
  return { ...none, ...head, plan, way, same, steps, reached };
}

const reachedBy = (plan: Plan | null, { sent, drops }: Facts): string[] => {
  const ends = new Set([...sent, ...drops].map(({ node }) => node));
  return plan?.targets.map(({ id }) => id).filter((id) => ends.has(id)) ?? [];
};

/** In the order of the plan. Where the way was worked out, no further than what is known to have become of it. */
function cut(plan: Plan, met: ReadonlyMap<string, Met>, guessed: boolean, { drops, sent }: Facts): Met[] {
  const all = plan.nodes.flatMap(({ id }) => met.get(id) ?? []);
  if (!guessed || sent.length > 0) return all;
  const stopped = all.findIndex(({ node }) => drops.some((drop) => drop.node === node.id && drop.account === null));
  return stopped < 0
    ? all
    : all.slice(0, stopped + 1).map((one, place) => (place === stopped ? { ...one, after: null } : one));
}

async function planOf(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  map: string,
  number: number,
): Promise<Plan | null> {
  const version = await db
    .selectFrom("version")
    .select("document")
    .where("workspace_id", "=", workspaceId)
    .where("map_id", "=", map)
    .where("number", "=", number)
    .executeTakeFirst();
  return version === undefined ? null : compile(version.document, nodes, { checkCron }).plan;
}

/** What its steps are told once more: what is known of its page now; no machine is asked. */
async function againOf(
  { nodes, pages }: Pick<Services, "nodes" | "pages">,
  workspaceId: string,
  plan: Plan,
  { item }: Known,
) {
  const machines = new Set(
    plan.nodes.flatMap(({ type }) => (nodes.manifests.get(type)?.machine === true ? [type] : [])),
  );
  const address = pageAddress(item?.link ?? null);
  const found =
    address === null || pages === undefined ? nothingFetched().pages : await pages.known(workspaceId, [address]);
  const { languageOf } = nodes;
  const told: MachineInput = languageOf ? { languageOf } : {};
  return {
    ...told,
    process: nodes.process,
    leaves: (type: string) => machines.has(type),
    page: pageOf({ pages: found }),
  };
}

/** Targets that post to one account are called as on the drawing: by who that is, and where. Not by a name of which nothing is left. */
async function accountsOf(
  { db, nodes }: Pick<Services, "db" | "nodes">,
  workspaceId: string,
  { document }: Plan,
): Promise<Map<string, Step["title"]>> {
  const named = document.nodes.flatMap(({ id, type, title, config }) => {
    const ref = config["account"];
    const posts = nodes.manifests.get(type)?.kind === "target" && title === "" && typeof ref === "string";
    return posts && ref !== "" ? [{ id, ref }] : [];
  });
  if (named.length === 0) return new Map();
  const accounts = await db
    .selectFrom("account")
    .select(["ref", "network", "name"])
    .where("workspace_id", "=", workspaceId)
    .where("name", "!=", "")
    .where(
      "ref",
      "in",
      named.map(({ ref }) => ref),
    )
    .execute();
  const byRef = new Map(accounts.map((account) => [account.ref, account]));
  return new Map(
    named.flatMap(({ id, ref }) => {
      const account = byRef.get(ref);
      if (account === undefined) return [];
      const said = `${account.name} · ${nodes.networks.get(account.network)?.card.title ?? account.network}`;
      return [[id, { en: said, fr: said }] as const];
    }),
  );
}

function stepOf(
  { nodes }: Pick<Services, "nodes">,
  map: string,
  { node, before, after, drop: again }: Met,
  { drops, kept, zone }: Facts,
  known: Known,
): Omit<Step, "title"> {
  const manifest = nodes.manifests.get(node.type);
  const recorded = drops.find((one) => one.node === node.id && one.account === null);
  const keeps = kept.find((one) => one.node === node.id);
  const drop = after === null ? (recorded ?? again) : null;
  const says = (): Pick<Step, "fate" | "says" | "setting"> => {
    if (drop !== null) {
      const field = manifest?.decides?.[drop.code] ?? null;
      return { fate: "dropped", says: plain(drop.reason), setting: { kind: "step", map, node: node.id, field } };
    }
    if (keeps !== undefined && after === null) {
      const until = dayIn(zone, keeps.until, true);
      const kept = { en: `keeps it until ${until.en}`, fr: `la garde jusqu’au ${until.fr}` };
      return { fate: "kept", says: kept, setting: { kind: "step", map, node: node.id, field: null } };
    }
    if (node.kind === "target") return { fate: "reached", says: null, setting: null };
    if (after === null)
      return { fate: "dropped", says: null, setting: { kind: "step", map, node: node.id, field: null } };
    if (node.kind !== "source" || known.received === null) return { fate: "passed", says: null, setting: null };
    const at = dayIn(zone, known.received, true);
    return { fate: "passed", says: { en: `read on ${at.en}`, fr: `lue le ${at.fr}` }, setting: null };
  };
  const changes = (["title", "text", "link"] as const).flatMap((of) => {
    const [was, is] = [before[of] ?? "", after?.[of] ?? ""];
    return after === null || was === is ? [] : [{ of, before: was.slice(0, 4000), after: is.slice(0, 4000) }];
  });
  const { id, kind, type } = node;
  return { node: id, kind, type, ...says(), changes };
}

const plain = ({ en, fr }: { en: string; fr: string }) => ({ en, fr });
