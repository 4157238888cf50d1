import { type RawBuilder, sql } from "kysely";
import type { Role } from "../api.ts";
import { chosenFor } from "../campaigns/chosen.ts";
import { campaignNow, campaignRuns } from "../campaigns/now.ts";
import { inWorkspace } from "../database/scope.ts";
import { ensureReceived } from "../inbox/brought.ts";
import { takeReceived } from "../inbox/received.ts";
import type { Services, Trx } from "../ports.ts";
import { ensureCalendar } from "./house.ts";
import { returnOf } from "../recycling/outing.ts";
import { itemOf, library, mediaOf, partOf, placeMedia, untilOf } from "./message.ts";
import { columns, readRow, type Row } from "./row.ts";
import { barredByPortrait } from "./portrait.ts";
import { needsSecond } from "./second.ts";

/** Workspaces, and entries of one, that one round takes; the next, five seconds later, takes the rest. */
const atOnce = { workspaces: 200, entries: 200 };
/** Minutes until one that could not enter is tried again. */
const patience = 5;

/** Lets planned entries into the inbox whose time has come. Several processes may do this at once. Gives how many entered. */
export async function enterDue(services: Services, at: number | null = null): Promise<number> {
  const now = moment(at);
  const { rows } = await sql<{ id: string }>`select distinct workspace_id as id from (
    select workspace_id from entry where state = 'planned' and enter_at <= ${now} and ${campaignRuns("entry")} order by enter_at limit 1000) e limit ${atOnce.workspaces}`.execute(
    services.db,
  );
  let entered = 0;
  for (const { id } of rows) entered += await inWorkspace(id, () => enterIn(services, id, now));
  return entered;
}

type Moment = RawBuilder<unknown>;
/** The database's own time, unless a simulation says another one, in milliseconds. */
const moment = (at: number | null): Moment =>
  at === null ? sql`now()` : sql`${new Date(at).toISOString()}::timestamptz`;

async function enterIn(services: Services, workspaceId: string, now: Moment): Promise<number> {
  await ensureCalendar(services, workspaceId);
  const { rows } = await sql<{
    id: string;
  }>`select id from entry where workspace_id = ${workspaceId} and state = 'planned' and enter_at <= ${now} and ${campaignRuns("entry")}
    order by enter_at, id limit ${atOnce.entries}`.execute(services.db);
  let entered = 0;
  for (const { id } of rows) {
    try {
      if (await services.db.transaction().execute((trx) => enter(trx, services, workspaceId, id, now))) entered += 1;
    } catch (err) {
      services.log.error({ err, workspace: workspaceId, entry: id }, "an entry could not enter; it is tried again");
      await sql`update entry set enter_at = now() + make_interval(mins => ${patience}::int)
        where workspace_id = ${workspaceId} and id = ${id} and state = 'planned'`.execute(services.db);
    }
  }
  return entered;
}

type Found = Row & { asker: string | null; role: Role | null; topicName: string | null; topicKey: string | null };

/** One entry, with the mark that it entered in the same transaction: a process that dies in between leaves neither. */
async function enter(trx: Trx, services: Services, workspaceId: string, id: string, now: Moment): Promise<boolean> {
  const { rows } = await sql<Found>`
    select ${columns}, e.asked_by as asker, m.role, t.name as "topicName", t.key as "topicKey" from entry e
      left join member m on m.workspace_id = e.workspace_id and m.id = e.author_id and m.disabled_at is null
      left join topic t on t.workspace_id = e.workspace_id and t.id = e.topic_id
    where e.workspace_id = ${workspaceId} and e.id = ${id} and e.state = 'planned' and e.enter_at <= ${now} for update of e skip locked`.execute(
    trx,
  );
  const [found] = rows;
  if (found === undefined) return false;
  const row = readRow(found);
  // Its person took their yes back, or the yes is over: it is a draft, which says why when somebody plans it.
  if ((await barredByPortrait(trx, workspaceId, id, row.written)) !== null) {
    await sql`update entry set state = 'draft', enter_at = null, revision = revision + 1 where workspace_id = ${workspaceId} and id = ${id}`.execute(
      trx,
    );
    return false;
  }
  // Also what a scenario planned, and what was planned before the workspace wished it.
  const second = found.owner === null && (await needsSecond(trx, workspaceId, found.asker ?? found.author));
  const part = partOf({ ...row, approval: row.approval || second });
  const round = row.round + 1;
  const { written, until, author, owner } = row;
  await placeMedia(
    trx,
    services,
    workspaceId,
    written.media.map((one) => one.id),
  );
  const { topicName: name, topicKey: key } = found;
  const campaign = row.campaign === null ? null : await campaignNow(trx, workspaceId, row.campaign);
  if (campaign?.runs === false) return false;
  const only =
    row.step === null || row.campaign === null || written.people === null || round > 1
      ? {}
      : { only: await chosenFor(trx, workspaceId, { campaign: row.campaign, step: row.step, people: written.people }) };
  const said = {
    ...only,
    ...{ id, round, written, own: owner !== null, at: Date.parse(row.at!) },
    topic: name === null || key === null ? null : { name, key },
    brand: campaign?.brand ?? null,
    by: author === null || found.role === null ? null : { id: author, admin: found.role === "admin" },
    ...(await returnOf(trx, workspaceId, { id, round, until: untilOf({ at: Date.parse(row.at!), until, written }) })),
  };
  const { id: message, item } = await itemOf(services, said, await mediaOf(trx, workspaceId, written), part);
  const sourceId = await ensureReceived(trx, services.nodes, workspaceId, library, { part });
  await takeReceived(trx, workspaceId, sourceId, { id: message, items: [item] }, { own: true });
  await sql`update entry set state = 'entered', entered_at = now(), round = ${round} where workspace_id = ${workspaceId} and id = ${id}`.execute(
    trx,
  );
  return true;
}
