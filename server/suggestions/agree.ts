import { sql } from "kysely";
import { record } from "../audit.ts";
import { conflict, notFound } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { enter } from "./enter.ts";
import type { State, Words } from "./kinds.ts";
import { answerTogether, promote } from "./together.ts";

type Who = { workspaceId: string; memberId: string };
type Row = Words & { state: State; proposed: Words | null; by: string | null };

/**
 * The author's answer to other words: with a yes it enters the maps with them, and what stood there first is kept; with a no it is taken back,
 * and nothing of it goes anywhere. `proposed` are the words that they read. 404 for what is not theirs.
 */
export async function agree(
  services: Pick<Services, "db" | "nodes" | "settings">,
  who: Who,
  id: string,
  given: { agree: boolean; proposed: Words },
): Promise<void> {
  const { workspaceId } = who;
  await services.db.transaction().execute(async (trx) => {
    const row = await own(trx, who, id);
    const { proposed } = row;
    if (row.state !== "changed" || proposed === null) throw over();
    if (!same(proposed, given.proposed)) throw over();
    if (!given.agree) return takeBack(trx, who, id);
    const before = { title: row.title, body: row.body, alt: row.alt };
    await sql`update suggestion set state = 'accepted', proposed = null, title = ${proposed.title}, body = ${proposed.body}, alt = ${proposed.alt},
        earlier = earlier || ${JSON.stringify([before])}::jsonb
      where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await record(trx, { ...who, action: "suggestion.agree", subject: `suggestion/${id}` });
    await answerTogether(trx, workspaceId, id, { state: "accepted", by: row.by, word: "" });
    await enter(trx, services, workspaceId, id);
  });
}

/** Takes back what waits, or throws a draft away. What was accepted is on its way already: 409. */
export async function withdraw({ db }: Pick<Services, "db">, who: Who, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { state } = await own(trx, who, id);
    if (state === "draft") {
      await sql`delete from suggestion where workspace_id = ${who.workspaceId} and id = ${id}`.execute(trx);
      return;
    }
    if (state !== "sent" && state !== "changed") throw over();
    await takeBack(trx, who, id);
  });
}

async function takeBack(trx: Trx, who: Who, id: string): Promise<void> {
  await sql`update suggestion set state = 'withdrawn', proposed = null, with_id = null, answered_at = coalesce(answered_at, now())
    where workspace_id = ${who.workspaceId} and id = ${id}`.execute(trx);
  // Who brought in the same link is not taken back with it.
  await promote(trx, who.workspaceId, id);
  await record(trx, { ...who, action: "suggestion.withdraw", subject: `suggestion/${id}` });
}

async function own(trx: Trx, { workspaceId, memberId }: Who, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select state, title, body, alt, proposed, by_id as by from suggestion
    where workspace_id = ${workspaceId} and id = ${id} and member_id = ${memberId} for update`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw notFound();
  return row;
}

const same = (one: Words, other: Words): boolean =>
  one.title === other.title && one.body === other.body && one.alt === other.alt;

const over = () =>
  conflict("over", {
    en: "Something else became of it meanwhile. Look at it again.",
    fr: "Il en est advenu autre chose entre-temps. Regardez à nouveau.",
  });
