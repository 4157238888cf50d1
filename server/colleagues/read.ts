import { sql } from "kysely";
import type { Item } from "#engine/item.ts";
import { type Cursor, type Polled, receives } from "#engine/node.ts";
import { receivedAtOnce } from "#engine/receive.ts";
import { inWorkspace } from "../database/scope.ts";
import { ensureReceived } from "../inbox/brought.ts";
import { pollLimit, sourceContext } from "../inbox/context.ts";
import { failureOf, waitAfter } from "../inbox/failure.ts";
import { storedConfig } from "../inbox/map-sources.ts";
import { takeReceived } from "../inbox/received.ts";
import { takeBack } from "../inbox/store.ts";
import type { Services, Trx } from "../ports.ts";
import { minutesApart, type } from "./type.ts";

/** Accounts that one round takes up, and that are read at the same time. */
const [most, atOnce] = [25, 5];
const maxCursor = 64_000;

type Due = {
  workspaceId: string;
  id: string;
  type: string;
  version: number;
  config: unknown;
  cursor: Cursor;
  failures: number;
};

/**
 * Reads the accounts that are due, each with its person's live consent, and lets what is new into the inbox. Several processes may do this at once: who takes an
 * account up moves its time on. Gives how many were read.
 */
export async function readColleagues(services: Services): Promise<number> {
  const { rows } = await sql<Due>`
    update colleague_account c set due_at = now() + make_interval(mins => ${minutesApart}::int)
    where (c.workspace_id, c.id) in (
      select workspace_id, id from colleague_account where ended_at is null and due_at <= now() order by due_at limit ${most} for update skip locked)
    returning c.workspace_id as "workspaceId", c.id, c.type, c.version, c.config, c.cursor, c.failures`.execute(
    services.db,
  );
  const queue = rows.values();
  const work = async () => {
    for (const one of queue) await inWorkspace(one.workspaceId, () => readOne(services, one));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, rows.length) }, work));
  return rows.length;
}

async function readOne(services: Services, one: Due): Promise<void> {
  const signal = AbortSignal.timeout(pollLimit);
  const polled = await poll(services, one, signal).catch(async (cause: unknown) => {
    const failure = failureOf(cause, signal.aborted);
    const minutes = Math.max(minutesApart, waitAfter(one.failures + 1, failure.retry), (failure.wait ?? 0) / 60);
    await sql`update colleague_account set failures = failures + 1, error = ${JSON.stringify(failure.text)}::jsonb,
        due_at = now() + make_interval(mins => ${Math.min(Math.ceil(minutes), 24 * 60)}::int)
      where workspace_id = ${one.workspaceId} and id = ${one.id} and ended_at is null`.execute(services.db);
    const about = { workspace: one.workspaceId, colleague: one.id, code: failure.code };
    if (failure.code === "internal")
      services.log.error({ ...about, err: cause }, "an account could not be read because of a bug");
    else services.log.info(about, "an account could not be read");
    return null;
  });
  if (polled !== null) await services.db.transaction().execute((trx) => keep(trx, services, one, polled));
}

/** As anybody sees the account: with nobody's access, and spending nothing. */
async function poll(services: Services, one: Due, signal: AbortSignal): Promise<Polled> {
  const source = services.nodes.source(one.type);
  if (receives(source)) throw new Error(`Sources of type "${one.type}" receive; there is nothing to read.`);
  const secret = () => Promise.resolve(null);
  const context = sourceContext(services, { sourceId: one.id, cursor: one.cursor, signal, secret });
  return source.poll(storedConfig(services.nodes, one), context);
}

/** Keeps what was read, where the consent still stands: who took it back meanwhile is not read. */
async function keep(trx: Trx, services: Services, one: Due, polled: Polled): Promise<void> {
  const { workspaceId, id } = one;
  const { rows } = await sql<{ agreed: string; member: string; name: string; first: boolean }>`
    select c.agreed_at as agreed, m.id as member, m.name, c.read_at is null as first from colleague_account c join member m on m.workspace_id = c.workspace_id and m.id = c.member_id
    where c.workspace_id = ${workspaceId} and c.id = ${id} and c.ended_at is null and m.disabled_at is null for update of c`.execute(
    trx,
  );
  const [account] = rows;
  if (account === undefined) return;
  const sourceId = await ensureReceived(trx, services.nodes, workspaceId, type, {});
  if (!polled.unchanged) {
    const listed = polled.items.slice(0, receivedAtOnce);
    const known = await noted(trx, one, listed);
    // Only what came after the yes: of what has no date that is what the first reading did not list.
    const isNew = ({ key, published }: Item) =>
      !known.has(key) && (published === null ? !account.first : Date.parse(published) >= Date.parse(account.agreed));
    const theirs = listed.filter(isNew);
    const ours = await publishedHere(trx, workspaceId, account.member, theirs);
    const fresh = theirs.filter(({ key }) => !ours.has(key));
    await note(
      trx,
      one,
      listed.filter(({ key }) => !known.has(key)),
      new Set(fresh.map(({ key }) => key)),
    );
    if (fresh.length > 0) await enter(trx, services, { workspaceId, sourceId }, fresh, account.name);
  }
  if ((polled.gone ?? []).length > 0) await takeBack(trx, { workspaceId, sourceId }, polled.gone ?? []);
  const cursor = JSON.stringify(polled.cursor);
  await sql`update colleague_account set cursor = ${cursor.length > maxCursor ? "{}" : cursor}::jsonb, read_at = now(), failures = 0, error = null,
      title = case when ${polled.title ?? ""} = '' then title else left(${polled.title ?? ""}, 300) end
    where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
}

/** What went out from here to an account of theirs is known: the company would pass its own words on. */
async function publishedHere(
  trx: Trx,
  workspaceId: string,
  member: string,
  items: readonly Item[],
): Promise<ReadonlySet<string>> {
  const posts = items.flatMap(({ key, origin }) =>
    origin === null ? [] : [{ key, network: origin.network, id: origin.remoteId, url: origin.url }],
  );
  if (posts.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`
    with own as (select a.id, a.network from account a where a.workspace_id = ${workspaceId} and a.member_id = ${member}),
      out as (
        select own.network, d.remote_id as id, d.remote_url as url from own join delivery d on d.workspace_id = ${workspaceId} and d.account_id = own.id and d.state = 'published'
        union all select own.network, p.remote_id, p.remote_url from own join delivery d on d.workspace_id = ${workspaceId} and d.account_id = own.id and d.state = 'published'
          join part p on p.workspace_id = d.workspace_id and p.delivery_id = d.id)
    select x.key from json_to_recordset(${JSON.stringify(posts)}::json) as x(key text, network text, id text, url text)
    where exists (select from out where out.network = x.network and (out.id = x.id or out.url = x.url))`.execute(trx);
  return new Set(rows.map(({ key }) => key));
}

/** Into the inbox by the same way as anything that is received, with its author. */
async function enter(
  trx: Trx,
  { nodes }: Pick<Services, "nodes">,
  { workspaceId, sourceId }: { workspaceId: string; sourceId: string },
  fresh: Item[],
  name: string,
): Promise<void> {
  const node = nodes.source(type);
  if (!receives(node)) return;
  const items = fresh.map((item) => ({ ...item, author: item.author ?? name }));
  const incoming = { headers: {}, body: Buffer.from(JSON.stringify({ items })), at: 0 };
  const read = await node.receive(incoming, {}, { sourceId, secrets: () => Promise.resolve([]) });
  if (read.kind === "refused") throw new Error(`The step ${type} does not take what was read: ${read.refusal.code}`);
  await takeReceived(trx, workspaceId, sourceId, read);
}

/** Which of these were listed before; those are kept in mind as long as they are listed. */
async function noted(trx: Trx, { workspaceId, id }: Due, items: readonly Item[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    with seen as (select key, at from colleague_item
      where workspace_id = ${workspaceId} and colleague_id = ${id} and key = any(${items.map(({ key }) => key)}::text[])
    ), touched as (update colleague_item c set at = now() from seen
      where c.workspace_id = ${workspaceId} and c.colleague_id = ${id} and c.key = seen.key and seen.at < now() - interval '1 day')
    select key from seen`.execute(trx);
  return new Set(rows.map(({ key }) => key));
}

async function note(
  trx: Trx,
  { workspaceId, id }: Due,
  items: readonly Item[],
  taken: ReadonlySet<string>,
): Promise<void> {
  if (items.length === 0) return;
  const keys = items.map(({ key }) => key);
  await sql`insert into colleague_item (workspace_id, colleague_id, key, taken)
    select ${workspaceId}::uuid, ${id}::uuid, x.key, x.taken from unnest(${keys}::text[], ${keys.map((key) => taken.has(key))}::boolean[]) as x(key, taken)
    on conflict do nothing`.execute(trx);
}
