import { sql } from "kysely";
import { across, inWorkspace } from "../database/scope.ts";
import { canMail } from "../mail/settings.ts";
import type { Services, Trx } from "../ports.ts";
import { choose } from "./choose.ts";
import type { Kind } from "./kinds.ts";
import { newsOf } from "./digest-view.ts";
import { lockPerson, pastOf, type Person, type Row, waitingOf } from "./person.ts";
import type { Message, Way } from "./way.ts";

type TellServices = Pick<Services, "db" | "settings">;

/** People whom one round looks at; the next one goes on. */
const most = 200;
/** Where nothing can be sent, it is looked again after so many seconds. */
const noWay = 3600;

/**
 * Tells people what waits for them and may be told now. A notice is told, and its mail and its push are written, in one transaction: a process that is
 * killed has told either nothing or all of it, and a second one tells nothing twice. Gives how many messages there are.
 */
export async function tellPeople(
  services: TellServices,
  ways: readonly Way[],
  over: () => boolean = () => false,
): Promise<number> {
  const { rows } = await across("notices", () =>
    sql<{ workspace: string; member: string }>`
      select workspace_id as workspace, member_id as member from notice_person where next_at <= now() order by next_at limit ${most}`.execute(
      services.db,
    ),
  );
  let told = 0;
  for (const { workspace, member } of rows) {
    if (over()) break;
    told += await inWorkspace(workspace, () => tellPerson(services, ways, workspace, member));
  }
  return told;
}

async function tellPerson(
  services: TellServices,
  ways: readonly Way[],
  workspaceId: string,
  memberId: string,
): Promise<number> {
  const mails = await canMail(services, workspaceId);
  return services.db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, workspaceId, memberId);
    if (person === null) {
      await endLeft(trx, workspaceId, memberId);
      return 0;
    }
    const waiting = await waitingOf(trx, person);
    const open = await openWays(trx, ways, person, mails);
    const { drop, tell, digest, next } = choose(person, waiting, await pastOf(trx, person), person.now);
    for (const { id, why } of drop) await end(trx, person, [id], "dropped", why);
    if (open.length === 0) {
      // Whoever gets neither mail nor push sees it on their page all the same.
      await lookAt(trx, person, waiting.length > drop.length ? person.now + noWay * 1000 : null);
      return 0;
    }
    const said = tell === null ? 0 : await say(trx, open, person, waiting, tell);
    const summed = digest === null ? 0 : await sumUp(trx, open, person, waiting, digest);
    await lookAt(trx, person, next);
    return said + summed;
  });
}

const openWays = async (trx: Trx, ways: readonly Way[], person: Person, mails: boolean): Promise<Way[]> => {
  const open: Way[] = [];
  for (const way of ways)
    if (person[way.name] && (way.name !== "mail" || mails) && (await way.reaches(trx, person))) open.push(way);
  return open;
};

/** One message about the first of them. What cannot be said by any way that they want for it is dropped. */
async function say(
  trx: Trx,
  open: readonly Way[],
  person: Person,
  waiting: readonly Row[],
  { ids, urgent }: { ids: string[]; urgent: boolean },
) {
  const rows = ids.flatMap((id) => waiting.find((row) => row.id === id) ?? []);
  const [lead] = rows;
  if (lead === undefined) return 0;
  const kind: Kind = lead.kind === "important" && !urgent ? "proposal" : lead.kind;
  const deliveries = rows.flatMap(({ deliveryId }) => deliveryId ?? []);
  const sent = await send(trx, open, person, {
    id: lead.id,
    kind,
    deliveries,
    news: false,
    said: lead.data,
    expires: lead.expires,
  });
  if (!sent) await end(trx, person, ids, "dropped", "unwanted");
  else {
    await end(trx, person, [lead.id], "told", null, { leads: true, kind });
    if (ids.length > 1) await end(trx, person, ids.slice(1), "told", null);
  }
  return sent ? 1 : 0;
}

async function sumUp(
  trx: Trx,
  open: readonly Way[],
  person: Person,
  waiting: readonly Row[],
  { date, ids, news }: { date: string; ids: string[]; news: boolean },
): Promise<number> {
  const { workspaceId, memberId } = person;
  const { rows } = await sql<{ id: string }>`
    insert into notice (workspace_id, member_id, reason, kind, state, leads, why, expires_at, ended_at)
    values (${workspaceId}, ${memberId}, ${`digest/${date}`}, 'digest', 'dropped', true, 'empty', now() + interval '2 days', now())
    on conflict (workspace_id, member_id, reason) do nothing returning id`.execute(trx);
  const id = rows[0]?.id;
  const deliveries = waiting.flatMap((row) =>
    ids.includes(row.id) && row.deliveryId !== null ? [row.deliveryId] : [],
  );
  const empty = deliveries.length === 0 && (await newsOf(trx, workspaceId, 1)).length === 0;
  if (id === undefined || empty) return 0;
  const expires = person.now + 2 * 86_400_000;
  const sent = await send(trx, open, person, { id, kind: "digest", deliveries, news, said: null, expires });
  if (!sent) {
    await end(trx, person, ids, "dropped", "unwanted");
    return 0;
  }
  await end(trx, person, [id], "told", null, { leads: true, kind: "digest" });
  await end(trx, person, ids, "told", null);
  return 1;
}

async function send(trx: Trx, open: readonly Way[], person: Person, message: Message): Promise<boolean> {
  let sent = false;
  for (const way of open) sent = (await way.send(trx, person, message)) || sent;
  return sent;
}

async function end(
  trx: Trx,
  { workspaceId }: Person,
  ids: readonly string[],
  state: "told" | "dropped",
  why: string | null,
  lead: { leads: true; kind: Kind } | null = null,
): Promise<void> {
  await sql`update notice set state = ${state}, ended_at = now(), why = ${why}, leads = ${lead !== null}, kind = coalesce(${lead?.kind ?? null}, kind)
    where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[])`.execute(trx);
}

const lookAt = (trx: Trx, { workspaceId, memberId }: Person, next: number | null) =>
  sql`update notice_person set next_at = ${next === null ? null : new Date(next).toISOString()}::timestamptz
    where workspace_id = ${workspaceId} and member_id = ${memberId}`.execute(trx);

/** Nobody who left is told anything. */
async function endLeft(trx: Trx, workspaceId: string, memberId: string): Promise<void> {
  const gone = sql`workspace_id = ${workspaceId} and member_id = ${memberId}
    and exists (select from member m where m.workspace_id = ${workspaceId} and m.id = ${memberId} and m.disabled_at is not null)`;
  await sql`update notice set state = 'dropped', ended_at = now(), why = 'left' where state = 'waiting' and ${gone}`.execute(
    trx,
  );
  await sql`update notice_person set next_at = null where ${gone}`.execute(trx);
}
