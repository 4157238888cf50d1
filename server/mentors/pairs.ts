import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Body, Reply } from "../api.ts";
import { record } from "../audit.ts";
import { conflict, notFound } from "../errors.ts";
import type { Db, Trx } from "../ports.ts";
import { keepMentor } from "../recognition/mentor.ts";
import { tellPair } from "./tell.ts";

type Who = { workspaceId: string; memberId: string };

/** Colleagues who are shown to choose from. */
const most = 60;

/** Of a name: what a pair sees of each other. */
export const firstName = (name: string): string => name.trim().split(/\s+/u)[0] ?? "";

type Row = {
  id: string;
  mentorId: string;
  newcomerId: string;
  mentor: string;
  newcomer: string;
  mentorYes: boolean;
  newcomerYes: boolean;
  mentorReach: string;
  newcomerReach: string;
};

/** Pairs of a person, on either side; those whose other one was switched off are none for now. */
const pairsOf = async (db: Db | Trx, { workspaceId, memberId }: Who): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select p.id, p.mentor_id as "mentorId", p.newcomer_id as "newcomerId", a.name as mentor, b.name as newcomer, p.mentor_yes as "mentorYes",
      p.newcomer_yes as "newcomerYes", o.reach as "mentorReach", p.reach as "newcomerReach"
    from mentoring p join mentor o on o.workspace_id = p.workspace_id and o.member_id = p.mentor_id
    join member a on a.workspace_id = p.workspace_id and a.id = p.mentor_id and a.disabled_at is null
    join member b on b.workspace_id = p.workspace_id and b.id = p.newcomer_id and b.disabled_at is null
    where p.workspace_id = ${workspaceId} and (p.mentor_id = ${memberId} or p.newcomer_id = ${memberId}) order by p.id limit 20`.execute(
    db,
  );
  return rows;
};

function seenBy(row: Row, memberId: string) {
  const mentoring = row.mentorId === memberId;
  const [own, other] = mentoring ? [row.mentorYes, row.newcomerYes] : [row.newcomerYes, row.mentorYes];
  const on = own && other;
  return {
    id: row.id,
    name: firstName(mentoring ? row.newcomer : row.mentor),
    state: on ? ("on" as const) : own ? ("asked" as const) : ("asks" as const),
    reach: on ? (mentoring ? row.newcomerReach : row.mentorReach) : null,
  };
}

export async function readMentoring(db: Db, who: Who): Promise<Reply<"readMentoring">> {
  const { workspaceId, memberId } = who;
  const pairs = await pairsOf(db, who);
  const { rows: offers } = await sql<{ capacity: number; reach: string }>`
    select capacity, reach from mentor where workspace_id = ${workspaceId} and member_id = ${memberId}`.execute(db);
  const { rows: free } = await sql<{ id: string; name: string; place: string }>`
    select m.id, m.name, m.place from mentor o join member m on m.workspace_id = o.workspace_id and m.id = o.member_id and m.disabled_at is null
    where o.workspace_id = ${workspaceId} and o.member_id <> ${memberId}
      and o.capacity > (select count(*) from mentoring p where p.workspace_id = o.workspace_id and p.mentor_id = o.member_id)
    order by m.name, m.id limit ${most}`.execute(db);
  const mentor = pairs.find(({ newcomerId }) => newcomerId === memberId);
  // A pair that a manager suggested asks both; a newcomer who was asked for first is not shown a mentor's silence as theirs.
  return {
    offer: offers[0] ?? null,
    mentor: mentor === undefined ? null : seenBy(mentor, memberId),
    newcomers: pairs.filter(({ mentorId }) => mentorId === memberId).map((row) => seenBy(row, memberId)),
    free: free.map(({ name, ...row }) => ({ ...row, name: firstName(name) })),
  };
}

/** Offers to be asked, or changes how many and how they are reached. */
export async function offerMentor(db: Db, who: Who, { capacity, reach }: Body<"offerMentor">): Promise<void> {
  const { workspaceId, memberId } = who;
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ made: boolean }>`
      insert into mentor (workspace_id, member_id, capacity, reach) values (${workspaceId}, ${memberId}, ${capacity}, ${clean(reach)})
      on conflict (workspace_id, member_id) do update set capacity = excluded.capacity, reach = excluded.reach returning xmax = 0 as made`.execute(
      trx,
    );
    if (rows[0]?.made === true)
      await record(trx, { ...who, action: "mentor.offer", subject: `member/${memberId}`, detail: { count: capacity } });
  });
}

/** Offers it no longer. What was asked for and what was under way ends, and the newcomers are told. */
export async function endMentor(db: Db, who: Who): Promise<void> {
  const { workspaceId, memberId } = who;
  await db.transaction().execute(async (trx) => {
    const pairs = (await pairsOf(trx, who)).filter(({ mentorId }) => mentorId === memberId);
    const { numAffectedRows } =
      await sql`delete from mentor where workspace_id = ${workspaceId} and member_id = ${memberId}`.execute(trx);
    if (numAffectedRows !== 1n) return;
    for (const row of pairs) await tellPair(trx, workspaceId, row.newcomerId, row.id, "ended", firstName(row.mentor));
    await record(trx, { ...who, action: "mentor.withdraw", subject: `member/${memberId}` });
  });
}

/** The offer, locked, with the room that is left; throws 404 where there is none (or of somebody who is switched off), 409 where it is full. */
async function lockOffer(trx: Trx, workspaceId: string, mentorId: string): Promise<{ name: string }> {
  const { rows } = await sql<{ name: string; capacity: number; taken: number }>`
    select m.name, o.capacity, (select count(*)::int from mentoring p where p.workspace_id = o.workspace_id and p.mentor_id = o.member_id) as taken
    from mentor o join member m on m.workspace_id = o.workspace_id and m.id = o.member_id and m.disabled_at is null
    where o.workspace_id = ${workspaceId} and o.member_id = ${mentorId} for update of o`.execute(trx);
  const [offer] = rows;
  if (offer === undefined) throw notFound();
  if (offer.taken >= offer.capacity)
    throw conflict("mentor_full", {
      en: `${firstName(offer.name)} has no room any more. Choose another colleague.`,
      fr: `${firstName(offer.name)} n’a plus de place. Choisissez un autre collègue.`,
    });
  return offer;
}

async function pair(
  trx: Trx,
  workspaceId: string,
  values: { mentor: string; newcomer: string; newcomerYes: boolean; reach: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into mentoring (workspace_id, mentor_id, newcomer_id, newcomer_yes, reach)
    values (${workspaceId}, ${values.mentor}, ${values.newcomer}, ${values.newcomerYes}, ${clean(values.reach)})
    on conflict (workspace_id, newcomer_id) do nothing returning id`.execute(trx);
  const [made] = rows;
  if (made === undefined)
    throw conflict("has_mentor", {
      en: "There is a mentor already, or one was asked. End that first.",
      fr: "Il y a déjà un mentor, ou une demande en cours. Mettez-y fin d’abord.",
    });
  return made.id;
}

/** A newcomer asks; the mentor's is the second yes. Throws 404, and 409 `mentor_full`, `has_mentor`. */
export async function askMentor(
  db: Db,
  { workspaceId, memberId }: Who,
  { mentor, reach }: Body<"askMentor">,
): Promise<Reply<"askMentor">> {
  if (mentor === memberId) throw notFound();
  return db.transaction().execute(async (trx) => {
    await lockOffer(trx, workspaceId, mentor);
    const id = await pair(trx, workspaceId, { mentor, newcomer: memberId, newcomerYes: true, reach });
    await tellPair(trx, workspaceId, mentor, id, "asked", await nameOf(trx, workspaceId, memberId));
    return { id };
  });
}

/** A manager suggests a pair; both are asked. Throws as `askMentor`. */
export async function suggestPair(db: Db, who: Who, { mentor, newcomer }: Body<"suggestPair">): Promise<void> {
  const { workspaceId } = who;
  if (mentor === newcomer) throw notFound();
  await db.transaction().execute(async (trx) => {
    const name = await nameOf(trx, workspaceId, newcomer);
    const offer = await lockOffer(trx, workspaceId, mentor);
    const id = await pair(trx, workspaceId, { mentor, newcomer, newcomerYes: false, reach: "" });
    await tellPair(trx, workspaceId, mentor, id, "suggested", name);
    await tellPair(trx, workspaceId, newcomer, id, "suggested", firstName(offer.name));
    await record(trx, {
      ...who,
      action: "mentor.suggest",
      subject: `member/${newcomer}`,
      detail: { title: offer.name },
    });
  });
}

/** The pair with the caller in it, locked; throws 404 for everybody else's. */
async function lockPair(trx: Trx, who: Who, id: string): Promise<Row> {
  await sql`select from mentoring where workspace_id = ${who.workspaceId} and id = ${id} for update`.execute(trx);
  const row = (await pairsOf(trx, who)).find((each) => each.id === id);
  if (row === undefined) throw notFound();
  return row;
}

/** One of the two says yes; with the second yes both are told how to reach each other. Throws 404, and 409 `reach_needed`. */
export async function answerPair(db: Db, who: Who, id: string, { reach }: Body<"answerPair">): Promise<void> {
  const { workspaceId, memberId } = who;
  await db.transaction().execute(async (trx) => {
    const row = await lockPair(trx, who, id);
    const mentoring = row.mentorId === memberId;
    if (mentoring ? row.mentorYes : row.newcomerYes) return;
    if (!mentoring && reach === undefined)
      throw conflict("reach_needed", {
        en: "Say how your mentor can reach you: a number, an address, a place.",
        fr: "Dites comment votre mentor peut vous joindre : un numéro, une adresse, un lieu.",
      });
    await (
      mentoring
        ? sql`update mentoring set mentor_yes = true where workspace_id = ${workspaceId} and id = ${id}`
        : sql`update mentoring set newcomer_yes = true, reach = ${clean(reach ?? "")} where workspace_id = ${workspaceId} and id = ${id}`
    ).execute(trx);
    const [other, own] = mentoring ? [row.newcomerId, row.mentor] : [row.mentorId, row.newcomer];
    if (!(mentoring ? row.newcomerYes : row.mentorYes)) return;
    await keepMentor(trx, workspaceId, row.mentorId);
    await tellPair(trx, workspaceId, other, id, "on", firstName(own));
  });
}

/** Either ends it, whatever it stands at; the other one is told where both had said yes, or where theirs was the only one. Throws 404. */
export async function endPair(db: Db, who: Who, id: string): Promise<void> {
  const { workspaceId, memberId } = who;
  await db.transaction().execute(async (trx) => {
    const row = await lockPair(trx, who, id);
    await sql`delete from mentoring where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    const mentoring = row.mentorId === memberId;
    const [other, own] = mentoring ? [row.newcomerId, row.mentor] : [row.mentorId, row.newcomer];
    if (mentoring ? row.newcomerYes : row.mentorYes)
      await tellPair(trx, workspaceId, other, id, "ended", firstName(own));
  });
}

/** First name of somebody who is here. Throws 404. */
async function nameOf(trx: Trx, workspaceId: string, memberId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from member where workspace_id = ${workspaceId} and id = ${memberId} and disabled_at is null`.execute(
    trx,
  );
  if (rows[0] === undefined) throw notFound();
  return firstName(rows[0].name);
}

/** For a manager: who is new and alone, and who has room. Not who is whose: that is between the two. */
export async function listNewcomers(db: Db, workspaceId: string): Promise<Reply<"listNewcomers">> {
  const { rows: newcomers } = await sql<{ id: string; name: string; since: string }>`
    select m.id, m.name, m.created_at as since from member m
    where m.workspace_id = ${workspaceId} and m.disabled_at is null and m.role = 'ambassador' and m.created_at > now() - interval '8 weeks'
      and not exists (select from mentoring p where p.workspace_id = m.workspace_id and p.newcomer_id = m.id)
      and not exists (select from mentor o where o.workspace_id = m.workspace_id and o.member_id = m.id)
    order by m.created_at desc, m.id limit ${most}`.execute(db);
  const { rows: mentors } = await sql<{ id: string; name: string; free: number }>`
    select m.id, m.name, greatest(0, o.capacity - (select count(*)::int from mentoring p
      where p.workspace_id = o.workspace_id and p.mentor_id = o.member_id)) as free
    from mentor o join member m on m.workspace_id = o.workspace_id and m.id = o.member_id and m.disabled_at is null
    where o.workspace_id = ${workspaceId} order by m.name, m.id limit ${most}`.execute(db);
  return { newcomers, mentors };
}
