import { sql } from "kysely";
import type { Measures } from "#engine/measured.ts";
import { measuredAtOnce, type Network } from "#engine/network.ts";
import { nextReading, planOf } from "#engine/readings.ts";
import { inWorkspace } from "../database/scope.ts";
import { networkContext } from "../networks/bases.ts";
import { loginFor } from "../networks/grants/login.ts";
import type { Services } from "../ports.ts";
import { addReadings, isAddedUp } from "../results/count.ts";
import { timeNow } from "../time/clock.ts";
import { spendReading } from "./budget.ts";
import { measurable, networksOf } from "./plan.ts";

/** Posts that one sweep takes, and accounts that are asked side by side. */
const most = 1_000;
const together = 4;
/** Minutes after which a post that could not be read, or whose reader died, is tried again. */
const again = 10;
/** Milliseconds that an account which has to be connected again is left alone, and after the last planned reading that a post is given up. */
const parted = 6 * 3_600_000;
const patience = 7 * 86_400_000;

type Due = {
  workspaceId: string;
  deliveryId: number;
  accountId: string;
  network: string;
  remoteId: string;
  /** Milliseconds since the epoch. */
  publishedAt: number;
  /** The last reading that was made; -1 before the first. */
  step: number;
};

/**
 * Reads the posts whose time has come, account by account, within the network's budget for readings. Nothing here touches the ledger:
 * a reading that fails is made later or left out. Gives how many readings were written.
 */
export async function takeReadings(services: Services, signal?: AbortSignal): Promise<number> {
  const due = await claim(services);
  const late = due.filter((post) => isLate(services, post));
  await forget(services, late);
  const accounts = [
    ...Map.groupBy(
      due.filter((post) => !late.includes(post)),
      ({ accountId }) => accountId,
    ).values(),
  ];
  let written = 0;
  const work = async (): Promise<void> => {
    for (let posts = accounts.shift(); posts !== undefined && signal?.aborted !== true; posts = accounts.shift()) {
      for (let from = 0; from < posts.length; from += measuredAtOnce) {
        const some = posts.slice(from, from + measuredAtOnce);
        const made = await inWorkspace(some[0]!.workspaceId, () => readSome(services, some));
        written += made ?? 0;
        if (made === null) break;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(together, accounts.length) }, work));
  return written;
}

/** Takes what is due, and puts it off: whoever dies with it, it comes again. */
async function claim({ db, nodes, clock }: Services): Promise<Due[]> {
  const at = timeNow(clock);
  const { rows } = await sql<Due>`
    update reading_due r set due_at = ${at} + make_interval(mins => ${again})
    where (r.workspace_id, r.delivery_id) in (select workspace_id, delivery_id from reading_due
      where network = any(${networksOf(measurable(nodes.networks, "measure"))}) and due_at <= ${at} order by due_at limit ${most} for update skip locked)
    returning workspace_id as "workspaceId", delivery_id as "deliveryId", account_id as "accountId", network, remote_id as "remoteId",
      (extract(epoch from published_at) * 1000)::float8 as "publishedAt", step - 1 as step`.execute(db);
  return rows;
}

/** The plan's end is long past and nobody could be asked: there is nothing left to compare such a reading with. */
const isLate = ({ nodes, clock, settings }: Services, { network: name, publishedAt }: Due): boolean => {
  const network = nodes.networks.get(name);
  const last = network === undefined ? 0 : (planOf(network.card, settings.demo).at(-1) ?? 0);
  return publishedAt + last * 1000 + patience < clock.now();
};

async function forget({ db }: Services, posts: Due[]): Promise<void> {
  if (posts.length === 0) return;
  await sql`delete from reading_due u using unnest(${posts.map(({ workspaceId }) => workspaceId)}::uuid[],
      ${posts.map(({ deliveryId }) => deliveryId)}::bigint[]) as f(w, d) where u.workspace_id = f.w and u.delivery_id = f.d`.execute(
    db,
  );
}

/** Null where the account can be asked no more for now. */
async function readSome(services: Services, posts: Due[]): Promise<number | null> {
  const [{ workspaceId, accountId, network: name }] = posts as [Due, ...Due[]];
  const network = services.nodes.networks.get(name);
  if (network?.measure === undefined) return null;
  const login = await loginFor(services, workspaceId, accountId);
  if (login.kind !== "login")
    return putOff(services, posts, login.kind === "later" ? null : services.clock.now() + parted);
  const free =
    network.budget.readings === undefined ? null : await spendReading(services, posts[0]!, network.budget.readings);
  if (free !== null) return putOff(services, posts, free);
  const ids = posts.map(({ remoteId }) => remoteId);
  const answer = await network
    .measure(networkContext(services, network, login.login.server), login.login, ids)
    .catch((err: unknown) => {
      services.log.warn({ err, network: name, account: accountId }, "posts could not be read; they are tried again");
      return { kind: "failed" as const, status: null };
    });
  if (answer.kind === "limited") return putOff(services, posts, answer.until);
  if (answer.kind === "failed") return null;
  return write(services, network, posts, answer.counts);
}

async function putOff({ db }: Services, posts: Due[], until: number | null): Promise<null> {
  if (until === null) return null;
  await sql`update reading_due set due_at = greatest(due_at, ${new Date(until).toISOString()}::timestamptz)
    where workspace_id = ${posts[0]!.workspaceId} and delivery_id = any(${posts.map(({ deliveryId }) => deliveryId)}::bigint[])`.execute(
    db,
  );
  return null;
}

/**
 * Writes the readings and when the next ones are. A post that is gone has an empty reading, its last. What another process read meanwhile,
 * since this one took longer than its claim holds, is left to it: no reading is added up twice.
 */
async function write(
  services: Services,
  network: Network,
  posts: Due[],
  counts: ReadonlyMap<string, Measures>,
): Promise<number> {
  const [now, at] = [services.clock.now(), timeNow(services.clock)];
  const after = planOf(network.card, services.settings.demo);
  const rows = posts.map((post) => {
    const read = counts.get(post.remoteId);
    // The one that is made now: the newest of those whose time has come.
    const step = nextReading(after, post.publishedAt, post.step, now)?.step ?? after.length - 1;
    const next = read === undefined ? null : nextReading(after, post.publishedAt, step, now);
    return {
      d: post.deliveryId,
      held: post.step + 1,
      step,
      counts: read ?? {},
      next: next === null ? null : new Date(next.at).toISOString(),
    };
  });
  const { workspaceId, accountId } = posts[0]!;
  const added = isAddedUp(network) ? sql`, ${addReadings(sql`noted`, workspaceId)}` : sql``;
  const { rows: written } = await sql<{ n: number }>`
    with r as (
      select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(d bigint, held int, step int, counts jsonb, next timestamptz)
      join reading_due u on u.workspace_id = ${workspaceId} and u.delivery_id = r.d and u.step = r.held order by u.delivery_id for update of u),
    noted as (
      insert into reading (workspace_id, account_id, delivery_id, step, counts, at, until)
        select ${workspaceId}::uuid, ${accountId}::uuid, d, step, counts, ${at}, ${at} + make_interval(secs => ${network.card.readings?.keep?.posts ?? null}::int) from r
      on conflict do nothing returning delivery_id as d, counts),
    onward as (
      update reading_due u set step = r.step + 1, due_at = r.next from r where u.workspace_id = ${workspaceId} and u.delivery_id = r.d and r.next is not null),
    ended as (
      delete from reading_due u using r where u.workspace_id = ${workspaceId} and u.delivery_id = r.d and r.next is null)${added}
    select count(*)::int as n from noted`.execute(services.db);
  return written[0]?.n ?? 0;
}
