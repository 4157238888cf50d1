import { sql } from "kysely";
import type { z } from "zod";
import { dayEnd, offsetAt } from "#engine/window.ts";
import type { Body, Reply } from "../api.ts";
import type { ItemView } from "../api/sources.ts";
import { record } from "../audit.ts";
import { AppError, conflict } from "../errors.ts";
import type { Db, Services } from "../ports.ts";
import { noteAnswer, over } from "./answered.ts";
import { type Answering, declineProposal, publishProposal, reconsiderProposal } from "./proposals.ts";
import { recallProposal } from "./recall.ts";
import { moment } from "./sweeps.ts";
import { viewOf } from "./views.ts";
import { waitsForOwner } from "./waits.ts";

type Who = { workspaceId: string; memberId: string; at?: string };
export type Outcome = Reply<"answerProposals">["posts"][number];

/**
 * One answer for the posts of one story. Each is its own delivery, and is answered in a transaction of its own: where a rule refuses one, the
 * others leave all the same, and the person hears which. Whose they are is checked before.
 */
export async function answerStory(
  services: Pick<Services, "db" | "nodes">,
  who: Who,
  body: Body<"answerProposals">,
): Promise<Outcome[]> {
  const { key, device } = body;
  const tap = { ...who, key, device };
  if (body.answer === "publish") {
    const { at: dueAt, undoSeconds } = body;
    return each(body.posts, async ({ id, ...change }) => {
      await publishProposal(services, { ...tap, ...change, deliveryId: id, undoSeconds, dueAt });
      return dueOf(services.db, who.workspaceId, id);
    });
  }
  const posts = body.ids.map((id) => ({ id }));
  if (body.answer === "decline")
    return each(posts, async ({ id }) => (await declineProposal(services, { ...tap, deliveryId: id }), null));
  const until = await laterFor(services.db, who, body.ids);
  return each(posts, async ({ id }) => putOff(services.db, { ...tap, deliveryId: id }, until));
}

/** Takes an answer back, whichever it was. Of a yes: while nothing has left. */
export async function undoAnswers(
  services: Pick<Services, "db">,
  who: Who,
  ids: readonly number[],
): Promise<Outcome[]> {
  const given = new Map(
    (
      await sql<{ id: number; answer: string }>`
        select delivery_id as id, answer from answer where workspace_id = ${who.workspaceId} and delivery_id = any(${[...ids]}::bigint[])`.execute(
        services.db,
      )
    ).rows.map(({ id, answer }) => [id, answer]),
  );
  return each(
    ids.map((id) => ({ id })),
    async ({ id }) => {
      const input = { ...who, deliveryId: id };
      const answer = given.get(id);
      if (answer === "publish") await recallProposal(services, input);
      if (answer === "decline") await reconsiderProposal(services, input);
      if (answer === "later")
        await sql`delete from answer where workspace_id = ${who.workspaceId} and delivery_id = ${id} and answer = 'later'`.execute(
          services.db,
        );
      return null;
    },
  );
}

/** Does it for each; what is refused for a reason that a person can read stands beside the others. */
async function each<Post extends { id: number }>(
  posts: readonly Post[],
  act: (post: Post) => Promise<string | null>,
): Promise<Outcome[]> {
  const done: Outcome[] = [];
  for (const post of posts) {
    try {
      done.push({ id: post.id, refused: null, at: await act(post) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, text, details } = error;
      done.push({ id: post.id, refused: { code, message: text, details }, at: null });
    }
  }
  return done;
}

async function dueOf(db: Db, workspaceId: string, id: number): Promise<string | null> {
  const { rows } = await sql<{ at: string }>`
    select due_at as at from delivery where workspace_id = ${workspaceId} and id = ${id}`.execute(db);
  return rows[0]?.at ?? null;
}

/** It is shown again then; for the ledger it waits as before. */
async function putOff(db: Db, input: Answering, until: string): Promise<string> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      select from delivery where workspace_id = ${input.workspaceId} and id = ${input.deliveryId} and ${waitsForOwner()} and expires_at > ${moment(input)} for update`.execute(
      trx,
    );
    if (rows.length === 0) throw await over(trx, input);
    await noteAnswer(trx, input, "later", until);
  });
  return until;
}

const hour = 3_600_000;
/** Until when the working day still has an evening, and when morning and evening are, hours of the person's own clock. */
const [noon, evening, morning] = [14, 18, 9];

/**
 * When what is put off comes back: this evening, else tomorrow morning, by the person's own clock; where it ends before, in the middle of the time
 * that is left. Milliseconds. Pure.
 */
export function laterAt(now: number, zone: string, ends: number): number {
  const wall = new Date(now + offsetAt(zone, now));
  const early = wall.getUTCHours() < noon;
  const midnight = dayEnd(zone, now);
  const back = early ? midnight - (24 - evening) * hour : midnight + morning * hour;
  return back < ends - hour ? back : now + Math.max(0, ends - now) / 2;
}

async function laterFor(db: Db, who: Who, ids: readonly number[]): Promise<string> {
  const { rows } = await sql<{ zone: string; ends: string | null; now: string }>`
    select m.zone, ${moment(who)} as now, (select min(d.expires_at) from delivery d where d.workspace_id = m.workspace_id and d.id = any(${[...ids]}::bigint[])) as ends
    from member m where m.workspace_id = ${who.workspaceId} and m.id = ${who.memberId}`.execute(db);
  const { zone, ends, now } = rows[0] ?? { zone: "UTC", ends: null, now: new Date(0).toISOString() };
  return new Date(laterAt(Date.parse(now), zone, ends === null ? Infinity : Date.parse(ends))).toISOString();
}

/** Why they were declined. Throws 409 where they were not. */
export async function explain(
  services: Pick<Services, "db">,
  { workspaceId, memberId }: Who,
  { ids, reason }: Body<"explainProposals">,
): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: number }>`
      update answer set reason = ${reason} where workspace_id = ${workspaceId} and delivery_id = any(${ids}::bigint[]) and answer = 'decline'
      returning delivery_id as id`.execute(trx);
    if (rows.length === 0) throw notDeclined();
    const subject = `delivery/${rows[0]!.id}`;
    await record(trx, { workspaceId, memberId, action: "proposal.reason", subject, detail: { reason } });
  });
}
const notDeclined = () =>
  conflict("not_declined", {
    en: "This proposal was not declined: there is nothing to explain.",
    fr: "Cette proposition n’a pas été écartée : il n’y a rien à expliquer.",
  });

/** Answers of a day are told one by one. */
const mostAnswered = 50;

type AnsweredRow = Omit<Reply<"listAnswered">["rows"][number], "picture"> & { item: unknown };

/** What a person answered since a time, the first first. */
export async function listAnswered(
  db: Db,
  { workspaceId, memberId }: Who,
  since: string,
): Promise<Reply<"listAnswered">["rows"]> {
  const { rows } = await sql<AnsweredRow>`
    select d.id, d.item_title as title, d.network, d.state, case when w.answer = 'publish' then coalesce(d.published_at, d.due_at) end as "leavesAt",
      json_build_object('answer', w.answer, 'at', w.at, 'device', w.device, 'reason', w.reason, 'until', w.until) as answered,
      (select data from item i where i.workspace_id = d.workspace_id and i.seq = d.item_seq) as item
    from answer w join delivery d on d.workspace_id = w.workspace_id and d.id = w.delivery_id
    where w.workspace_id = ${workspaceId} and w.member_id = ${memberId} and w.at >= ${since}::timestamptz
    order by w.at, w.delivery_id limit ${mostAnswered}`.execute(db);
  return rows.map(({ item, ...row }) => ({ ...row, picture: pictureOf(viewOf(item)) }));
}
const pictureOf = (item: z.infer<typeof ItemView> | null) => item?.picture ?? null;
