import { sql } from "kysely";
import { type AccountKind, can } from "#engine/card.ts";
import { mentions, saidBy } from "#engine/crisis.ts";
import { firstPart } from "#engine/post.ts";
import type { Reply } from "../api.ts";
import { record } from "../audit.ts";
import { readNumber } from "../database/paging.ts";
import { notFound } from "../errors.ts";
import { heldBy } from "../ledger/crisis.ts";
import { type PostColumns, postOfRow } from "../ledger/posts.ts";
import { groupOf, tellsOfPeople } from "../mine/figures.ts";
import { notify } from "../notices/notify.ts";
import type { Db, Services } from "../ports.ts";
import type { Manager } from "../topics/change.ts";
import { outOfPortraits } from "./portraits.ts";

type Published = Reply<"listPublished">;
type Own = Reply<"listRecall">["rows"][number];

/** Deliveries that one answer reads, the newest first; and that it shows; that a sum or a person's own list reads at most. */
const most = { page: 4000, shown: 50, sum: 40_000, own: 3000 };
/** Days for which a lifted hold still asks people to look at what they published. */
const after = 30;
/** Days after it was made in which a delivery may still go out: what is older than both was not published in the time that is asked about. */
const longest = 31;

type Row = PostColumns & {
  id: number;
  title: string;
  network: string;
  account: string;
  member: string | null;
  at: string;
  url: string | null;
  removal: Own["removal"];
};

async function wordsOf(db: Db, workspaceId: string, number: number): Promise<string[]> {
  const { rows } = await sql<{
    words: string[];
  }>`select words from crisis where workspace_id = ${workspaceId} and number = ${number}`.execute(db);
  if (rows[0] === undefined) throw notFound();
  return rows[0].words;
}

/** What was published in the last days, by the deliveries' own numbers: a walk along the key. `last`: where it goes on; null: that was all. */
async function walk(
  db: Db,
  workspaceId: string,
  { days, before, limit }: { days: number; before: number | null; limit: number },
): Promise<{ rows: Row[]; last: number | null }> {
  const { rows } = await sql<Row & { state: string; young: boolean; recent: boolean }>`
    select d.id, d.item_title as title, d.network, a.name as account, a.member_id as member, d.published_at as at, d.remote_url as url, d.removal, d.post, d.text, d.link,
      d.state, d.created_at > now() - make_interval(days => ${days + longest}) as young, coalesce(d.published_at > now() - make_interval(days => ${days}), false) as recent
    from (select * from delivery where workspace_id = ${workspaceId} and (${before}::bigint is null or id < ${before}) order by id desc limit ${limit}) d
    join account a on a.workspace_id = d.workspace_id and a.id = d.account_id order by d.id desc`.execute(db);
  const end = rows.at(-1);
  const last = rows.length < limit || end === undefined || !end.young ? null : end.id;
  return { rows: rows.filter(({ state, recent }) => state === "published" && recent), last };
}

/**
 * What came out before and says the words of a hold, the newest first, with links. Of people where the workspace tells such things about one of them;
 * else only of the company's accounts. A page reads so many deliveries and no more: it may be short, and `next` still leads on.
 */
export async function listPublished(
  db: Db,
  workspaceId: string,
  number: number,
  { days, before }: { days: number; before?: string | undefined },
): Promise<Published> {
  const mentioned = mentions(await wordsOf(db, workspaceId, number));
  const tells = await tellsOfPeople(db, workspaceId);
  const { rows, last } = await walk(db, workspaceId, { days, before: readNumber(before), limit: most.page });
  const found = rows.filter(
    (row) => (tells || row.member === null) && mentioned(saidBy(postOfRow(row), row.title)) !== null,
  );
  const next = found.length > most.shown ? found[most.shown - 1]!.id : last;
  return {
    next: next === null ? null : String(next),
    rows: found.slice(0, most.shown).map(({ id, title, network, account, member, at, url, removal }) => ({
      ...{ id, title, network, account, company: member === null, at, url },
      // Whether a person took theirs back is told in sums only.
      gone: member === null ? removal === "gone" || removal === "hand" : null,
    })),
  };
}

/** How much of it there is, and how much is gone by now: of people as groups. */
export async function countPublished(
  db: Db,
  workspaceId: string,
  number: number,
  days: number,
): Promise<Reply<"countPublished">> {
  const { found, more } = await all(db, workspaceId, number, days);
  const tells = await tellsOfPeople(db, workspaceId);
  const people = groupOf(new Set(found.flatMap(({ member }) => member ?? [])).size, tells);
  const told = found.filter(({ member }) => member === null || people !== null);
  const gone = told.filter(({ removal }) => removal === "gone" || removal === "hand").length;
  const { rows } = await sql<{
    at: string | null;
  }>`select recalled_at as at from crisis where workspace_id = ${workspaceId} and number = ${number}`.execute(db);
  return { posts: told.length, people, gone, more, askedAt: rows[0]?.at ?? null };
}

async function all(db: Db, workspaceId: string, number: number, days: number) {
  const mentioned = mentions(await wordsOf(db, workspaceId, number));
  const found: Row[] = [];
  let before: number | null = null;
  for (let read = 0; read < most.sum; read += most.page) {
    const { rows, last }: { rows: Row[]; last: number | null } = await walk(db, workspaceId, {
      days,
      before,
      limit: most.page,
    });
    found.push(...rows.filter((row) => mentioned(saidBy(postOfRow(row), row.title)) !== null));
    if (last === null) return { found, more: false };
    before = last;
  }
  return { found, more: true };
}

/** Asks everybody whose accounts published it to look at their list: once a day at most, whoever presses. Nothing is deleted by that. */
export async function askRecall(
  { db }: Pick<Services, "db">,
  who: Manager,
  number: number,
  days: number,
): Promise<Reply<"countPublished">> {
  const { workspaceId, memberId } = who;
  const { found } = await all(db, workspaceId, number, days);
  const owners = [
    ...new Set(
      found.flatMap(({ member, removal }) =>
        member === null || removal === "gone" || removal === "hand" ? [] : [member],
      ),
    ),
  ];
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{
      day: string;
      title: string;
    }>`update crisis set recalled_at = now() where workspace_id = ${workspaceId} and number = ${number}
      returning to_char(now(), 'YYYY-MM-DD') as day, array_to_string(words, ', ') as title`.execute(trx);
    const [{ day, title } = { day: "", title: "" }] = rows;
    for (const owner of owners.toSorted())
      await notify(trx, {
        ...{ workspaceId, memberId: owner, kind: "crisis" as const, days: 7 },
        reason: `crisis/${number}/recall/${day}`,
        data: asked,
      });
    await record(trx, {
      workspaceId,
      memberId,
      action: "crisis.recall",
      subject: `crisis/${number}`,
      detail: { title: title.slice(0, 300) },
    });
  });
  return countPublished(db, workspaceId, number, days);
}

const asked = {
  title: { en: "Would you look at some of your posts?", fr: "Pourriez-vous regarder quelques publications ?" },
  text: {
    en: "Some of what you published mentions a subject on which the company is silent now. You find it in one list, and decide for each whether it stays. Nothing is deleted without you.",
    fr: "Certaines de vos publications évoquent un sujet sur lequel l’entreprise se tait maintenant. Vous les trouvez dans une seule liste, et décidez pour chacune si elle reste. Rien n’est supprimé sans vous.",
  },
  button: { en: "See my list", fr: "Voir ma liste" },
  path: "/recall",
};

type Mine = Row & { kind: AccountKind; reason: Own["reason"] };

/**
 * What somebody's own accounts (an admin's: the company's too) published of what is held now, or was lately, and how each can be deleted; and what the company
 * published of portraits that were taken back.
 */
export async function listRecall(
  services: Pick<Services, "db" | "nodes">,
  who: Manager & { role: string },
): Promise<Reply<"listRecall">> {
  const mentioned = await ofHolds(services, who);
  const portraits = await outOfPortraits<Mine>(services.db, who);
  const of = new Map(portraits.map(({ id, portrait }) => [id, portrait]));
  const known = new Set(mentioned.map(({ id }) => id));
  const admin = who.role === "admin";
  const more = portraits.filter(({ id }) => !known.has(id)).map((row) => ownOf(services, row, null, admin));
  const rows = [...mentioned, ...more].map((row) => ({ ...row, portrait: of.get(row.id) ?? null }));
  return { rows: rows.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)) };
}

async function ofHolds(
  services: Pick<Services, "db" | "nodes">,
  { workspaceId, memberId, role }: Manager & { role: string },
): Promise<Omit<Own, "portrait">[]> {
  const { db } = services;
  const { rows: holds } = await sql<{ number: number; words: string[] }>`select number, words from crisis
    where workspace_id = ${workspaceId} and (ended_at is null or ended_at > now() - make_interval(days => ${after})) order by number desc limit 40`.execute(
    db,
  );
  if (holds.length === 0) return [];
  const by = heldBy(holds);
  const { rows } = await sql<Mine>`
    select d.id, d.item_title as title, d.network, a.name as account, a.kind, d.published_at as at, d.remote_url as url, d.removal, d.removal_reason as reason, d.post, d.text, d.link
    from account a cross join lateral (select * from delivery d where d.workspace_id = a.workspace_id and d.account_id = a.id and d.state = 'published'
      and d.published_at > now() - interval '90 days' order by d.item_key limit ${most.own}) d
    where a.workspace_id = ${workspaceId} and (a.member_id = ${memberId} or (a.member_id is null and ${role === "admin"})) order by d.published_at desc limit ${most.own}`.execute(
    db,
  );
  return rows.flatMap((row) => {
    const hold = by(postOfRow(row), row.title);
    return hold === null ? [] : [ownOf(services, row, hold.word, true)];
  });
}

/** `may`: it is one's own to delete. */
function ownOf(
  { nodes }: Pick<Services, "nodes">,
  row: Mine,
  word: string | null,
  may: boolean,
): Omit<Own, "portrait"> {
  const { id, title, network, account, kind, at, url, removal, reason } = row;
  const known = nodes.networks.get(network);
  const deletes = may && known?.remove !== undefined && can(known.card, kind, "remove");
  return {
    ...{ id, title, network, account, at, url, removal, reason, deletes, may, word },
    text: firstPart(postOfRow(row)).text.slice(0, 600),
  };
}
