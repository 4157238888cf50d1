import { createHash } from "node:crypto";
import { hostname } from "node:os";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { compile } from "#engine/compile.ts";
import { drain } from "#engine/lane.ts";
import type { MapDocument } from "#engine/map.ts";
import { firstPart } from "#engine/post.ts";
import { serialise } from "#engine/serialise.ts";
import type { Text } from "#engine/text.ts";
import { checkCron } from "../time/cron.ts";
import { reasonOf } from "../ledger/chain.ts";
import { type PostColumns, postOfRow } from "../ledger/posts.ts";
import { openLedger } from "../ledger/rounds.ts";
import { lanePorts } from "../ledger/publisher.ts";
import { ofRun } from "../ledger/views.ts";
import { knownTo } from "../maps/check.ts";
import { findMap, readDocument } from "../maps/row.ts";
import { publishMap } from "../maps/publish.ts";
import { findVersion } from "../maps/versions.ts";
import { runMap } from "../run/run-map.ts";
import { requestRun } from "../run/ticks.ts";
import { type Command, UsageError } from "./command.ts";
import { storeFileAccounts } from "./file-accounts.ts";
import { language, onlyFile, print, readMapFile, say, sayProblems } from "./map-file.ts";
import { type Opened, withServices } from "./open-services.ts";

/** Milliseconds that posts which have to wait a little (a limit, a network that was away) are waited for. */
const patience = 120_000;

export const command: Command = {
  name: "run",
  usage: "<map.json> --once [--workspace <name or id>]",
  help: `Runs a map once, for real: reads its sources, publishes, and prints one JSON line per delivery.

The map's ledger is that of the data folder (or of DATABASE_URL): a second run sends nothing twice, and "first" says what
happens with items that a source has at the first run. The map gets no schedule: it runs when you say so.
Accounts are those of the database, and those that the file lists with a token: {"ref": "<network>:<handle>", "token": {"env": "LEA_TOKEN"}, "mode": "auto"}. What is not in mode "auto" waits as a proposal. Where the file sets no "limits.spread", posts go out at once.
The exit code is 1 where a post was refused, or its outcome is unknown.`,
  run: async (args) => {
    const options = { once: { type: "boolean", default: false }, workspace: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    if (!values.once) throw new UsageError("Say --once: a map that runs by itself is published in the editor.");
    const value = await readMapFile(onlyFile(positionals));
    return await withServices(values.workspace, (opened) => runOnce(opened, value));
  },
};

async function runOnce(opened: Opened, value: unknown): Promise<number> {
  const { services, workspaceId, memberId } = opened;
  const shape = compile(value, services.nodes, { checkCron });
  if (shape.document === null || shape.plan === null) {
    sayProblems(shape.problems);
    return 1;
  }
  await storeFileAccounts(opened, shape.document.accounts ?? []);
  const known = await knownTo(services.db, workspaceId);
  const { plan, problems } = compile(value, services.nodes, { ...known, checkCron });
  if (sayProblems(problems) || plan === null) return 1;
  const mapId = await publishFile(opened, byHand(plan.document, value));
  const { id: runId } = await requestRun(services, { workspaceId, mapId, memberId });
  await runMap(services, { workspaceId, runId });
  await sendAll(opened, mapId);
  return await report(opened, runId);
}

/** The document as the database keeps it: it runs by hand only, and holds back nothing for the sake of a plan of the day. */
function byHand(document: MapDocument, value: unknown): MapDocument {
  const given = (value as { limits?: { spread?: unknown } } | null)?.limits?.spread;
  const { accounts: _, ...rest } = document;
  return {
    ...rest,
    schedule: { kind: "manual" },
    limits: { ...document.limits, spread: given === undefined ? 0 : document.limits.spread },
  };
}

/** Publishes the file as a map of its own, known by its name; a file that did not change makes no new version. Gives the map's id. */
async function publishFile({ services, workspaceId, memberId }: Opened, document: MapDocument): Promise<string> {
  const { db } = services;
  const hex = createHash("sha256").update(`command line ${workspaceId} ${document.name}`).digest("hex");
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  const draft = JSON.stringify(document);
  await db
    .insertInto("map")
    .values({ workspace_id: workspaceId, id, name: document.name, draft, created_by: memberId })
    .onConflict((clash) => clash.doNothing())
    .execute();
  const map = await findMap(db, workspaceId, id);
  if (map.live_version !== null && map.state === "live") {
    const live = await findVersion(services, workspaceId, id, map.live_version);
    if (serialise(readDocument(live.document)) === serialise(document)) return id;
  }
  const { revision } = await db
    .updateTable("map")
    .set({ draft, revision: sql`revision + 1` })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returning("revision")
    .executeTakeFirstOrThrow();
  await publishMap(services, { workspaceId, memberId }, id, { revision, note: "relaymap run" });
  return id;
}

/** Drains the lanes of the map's deliveries until nothing of it is due soon. A server beside us may help. */
async function sendAll({ services, workspaceId }: Opened, mapId: string): Promise<void> {
  const { db } = services;
  const store = openLedger({
    db,
    worker: `${hostname().slice(0, 40)}/${process.pid}/run`,
    networks: services.nodes.networks,
  });
  const end = performance.now() + patience;
  for (;;) {
    const { rows } = await sql<{ account: string; wait: number }>`
      select d.account_id as account, (extract(epoch from greatest(min(d.due_at), max(l.next_at), max(l.frozen_until)) - clock_timestamp()) * 1000)::float8 as wait
      from delivery d left join lane l on l.workspace_id = d.workspace_id and l.account_id = d.account_id and (l.next_at > clock_timestamp() or l.frozen_until > clock_timestamp())
      where d.workspace_id = ${workspaceId} and d.map_id = ${mapId} and d.state in ('ready', 'retry_wait') group by 1 order by 1`.execute(
      db,
    );
    if (rows.length === 0) return;
    const due = rows.filter(({ wait }) => wait <= 0);
    if (due.length === 0) {
      const soonest = Math.min(...rows.map(({ wait }) => wait));
      if (performance.now() + soonest > end) return;
      await sleep(Math.min(Math.max(soonest, 50), 5000));
      continue;
    }
    if (performance.now() > end) return;
    const calls = await Promise.all(
      due.map(async ({ account }) =>
        drain({ workspaceId, accountId: account }, lanePorts(services, store), () => performance.now() > end),
      ),
    );
    // A lane that refuses for now (busy, quiet hours) is asked again a little later.
    if (calls.every((drained) => drained.calls === 0)) await sleep(1000);
  }
}

type Line = {
  /** As a map's file may name it. */
  account: string;
  /** As people know it. */
  name: string;
  network: string;
  text: string;
  link: string | null;
  item: string;
  state: string;
  url: string | null;
  reasonCode: string | null;
  reason: Text | null;
};
const failed = new Set(["rejected", "unknown", "expired"]);
/** Not out, or not all of it. */
const isBroken = ({ state, reasonCode }: Pick<Line, "state" | "reasonCode">): boolean =>
  failed.has(state) || reasonCode?.startsWith("rest_") === true;

async function report({ services, workspaceId }: Opened, runId: string): Promise<number> {
  const { db } = services;
  const run = await db
    .selectFrom("run")
    .select(["warnings", "error", "drops", "items"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", runId)
    .executeTakeFirstOrThrow();
  for (const { message } of run.warnings as { message: Text }[]) say(message[language]);
  if (run.error !== null) say((run.error as Text)[language]);
  const { rows } = await sql<Omit<Line, "text" | "link"> & PostColumns & { part: number }>`
    select account.network || ':' || account.handle as account, account.name, delivery.network, delivery.post, delivery.text, delivery.link, delivery.part, delivery.item_key as item, delivery.state,
      delivery.remote_url as url, delivery.reason_code as "reasonCode", delivery.reason
    from delivery join account on account.workspace_id = delivery.workspace_id and account.id = delivery.account_id
    where ${ofRun("delivery", workspaceId, runId)} order by delivery.id`.execute(db);
  for (const { reasonCode, reason, post: stored, text, link: old, part: at, ...line } of rows) {
    const post = postOfRow({ post: stored, text, link: old });
    const part = firstPart(post);
    const why = reasonOf({ reasonCode, reason, part: at }, post);
    const said = { text: part.text, link: part.link ?? null };
    print(JSON.stringify({ ...line, ...said, reason: why?.[language] ?? null }));
  }
  const counts = [...Map.groupBy(rows, ({ state }) => state)].map(([state, list]) => `${list.length} ${state}`);
  say(
    `${run.items} items read, ${rows.length} deliveries${counts.length === 0 ? "" : ` (${counts.join(", ")})`}, ${run.drops} let go.`,
  );
  return run.error !== null || rows.some(isBroken) ? 1 : 0;
}
