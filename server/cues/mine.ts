import { sql } from "kysely";
import { webAddress } from "#engine/key.ts";
import { ideasFor, usualIdeas } from "#engine/cue-ideas.ts";
import type { Body, Reply } from "../api.ts";
import { readNumber } from "../database/paging.ts";
import { conflict, notFound } from "../errors.ts";
import { heldBy, type HeldBy, standingHolds } from "../ledger/crisis.ts";
import { networkBases } from "../networks/bases.ts";
import type { Facing } from "../offers/views.ts";
import type { Db, Services } from "../ports.ts";
import { askAbout } from "./ask.ts";
import { holdOf } from "./post.ts";
import { mayBeAsked, standing } from "./standing.ts";

type Who = { workspaceId: string; memberId: string };
type Card = Reply<"getMyCue">;
type Row = Omit<Card, "ideas" | "state" | "url"> & {
  url: string;
  ideas: string[];
  place: number;
  why: "ended" | "gone" | "over" | "rests" | null;
  may: boolean;
};
type Seeing = Pick<Services, "db" | "nodes" | "settings">;

const rowsOf = async (
  db: Db,
  { workspaceId, memberId }: Who,
  one: { id: number } | { before: number | null; limit: number },
) => {
  const { rows } = await sql<Row>`
    select t.id, t.url, t.network, t.author, t.title, t.text, t.picture, t.ideas, k.place, k.asked_at as "askedAt", t.expires_at as until, k.answer,
      ${standing} as why, ${mayBeAsked} as may
    from cue_ask k join cue t on t.workspace_id = k.workspace_id and t.id = k.cue_id join member m on m.workspace_id = k.workspace_id and m.id = k.member_id
    where k.workspace_id = ${workspaceId} and k.member_id = ${memberId}
      ${"id" in one ? sql`and k.cue_id = ${one.id}` : sql`and (${one.before}::bigint is null or k.cue_id < ${one.before})`}
    order by k.cue_id desc limit ${"id" in one ? 1 : one.limit + 1}`.execute(db);
  return rows;
};

/** How a card stands for its person: a hold, a pause and an end all take it away, and say so to whoever has it open. */
function stateOf(row: Row, hold: ReturnType<HeldBy>): Card["state"] {
  if (row.answer === "done") return "done";
  if (row.answer === "no") return "no";
  if (row.why === "gone" || row.why === "ended" || row.why === "rests") return "withdrawn";
  if (row.why === "over") return "over";
  if (hold !== null) return "held";
  return row.may ? "open" : "paused";
}

async function cardsOf(services: Seeing, who: Who, facing: Facing, rows: readonly Row[]): Promise<Card[]> {
  if (rows.length === 0) return [];
  const by = heldBy(await standingHolds(services.db, who.workspaceId));
  const servers = await serversOf(services.db, who);
  return rows.map((row) => {
    const { ideas, place, why: _why, may: _may, ...card } = row;
    const state = stateOf(row, holdOf(by, row));
    const all = ideas.length === 0 ? usualIdeas : ideas.map((idea) => ({ en: idea, fr: idea }));
    // What is not to be talked about now, or was taken back, is not shown: neither the post nor the way there.
    const kept = state === "held" || state === "withdrawn";
    return {
      ...card,
      ...(kept
        ? { title: "", text: "", author: null, picture: null, url: null }
        : { picture: facing.picture(row.picture) }),
      ...(kept ? {} : { url: addressFor(services, servers, row) }),
      ideas: state === "open" ? ideasFor(all, place) : [],
      state,
    };
  });
}

/** Servers on which somebody has accounts, by network. */
async function serversOf(db: Db, { workspaceId, memberId }: Who): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ network: string; server: string }>`select network, server from account
    where workspace_id = ${workspaceId} and member_id = ${memberId} and state <> 'disconnected' and server <> '' order by id desc limit 50`.execute(
    db,
  );
  return new Map(rows.map(({ network, server }) => [network, server]));
}

/** Where a person can comment: the post itself, or, where it stands on another server of a federated network, through their own, where they are signed in. */
function addressFor(
  { nodes, settings }: Seeing,
  servers: ReadonlyMap<string, string>,
  { url, network }: Row,
): string | null {
  const post = webAddress(url);
  if (post === null) return null;
  const site = network === null ? undefined : nodes.sites.get(network);
  const server = network === null ? undefined : servers.get(network);
  if (site?.card.opens === undefined || server === undefined) return post.href;
  const { webBase, simulated } = networkBases(settings, site, server);
  if (simulated || webAddress(webBase)?.host === post.host) return post.href;
  return webBase + site.card.opens.replace("{url}", encodeURIComponent(post.href));
}

/** What one was asked to comment on, the newest first; `now`: what one can answer. */
export async function listMyCues(
  services: Seeing,
  who: Who,
  facing: Facing,
  { before, limit, of }: { before?: string | undefined; limit: number; of: "now" | "all" },
): Promise<Reply<"listMyCues">> {
  const rows = await rowsOf(services.db, who, { before: readNumber(before), limit });
  const shown = rows.slice(0, limit);
  const cards = await cardsOf(services, who, facing, shown);
  const { rows: own } = await sql<{
    cues: boolean;
  }>`select cues from member where workspace_id = ${who.workspaceId} and id = ${who.memberId}`.execute(services.db);
  return {
    rows: of === "all" ? cards : cards.filter(({ state }) => state === "open"),
    next: rows.length > limit ? String(shown.at(-1)!.id) : null,
    wanted: own[0]?.cues ?? true,
  };
}

/** One card, also one that is over, for whoever has it open. Throws 404 where one was not asked. */
export async function getMyCue(services: Seeing, who: Who, facing: Facing, id: number): Promise<Card> {
  const [card] = await cardsOf(services, who, facing, await rowsOf(services.db, who, { id }));
  if (card === undefined) throw notFound();
  return card;
}

/**
 * A person's own word: they commented, it is not for them, or neither after all. It is no publication and counts as none; a no is told to nobody, and
 * makes room for somebody else. The same tap twice is there once. Throws 404, 409 `cue_over`, `crisis`.
 */
export async function answerMyCue(
  services: Seeing,
  who: Who,
  facing: Facing,
  id: number,
  { answer }: Body<"answerMyCue">,
): Promise<Card> {
  const { workspaceId, memberId } = who;
  const [row] = await rowsOf(services.db, who, { id });
  if (row === undefined) throw notFound();
  const said = answer === "back" ? null : answer;
  if (said === row.answer) return getMyCue(services, who, facing, id);
  // That one commented can be said as long as somebody remembers it; that one will not needs nobody's leave.
  if (answer === "back" && row.why !== null) throw over();
  await services.db.transaction().execute(async (trx) => {
    await sql`update cue_ask set answer = ${said}, answered_at = case when ${said}::text is null then null else now() end
      where workspace_id = ${workspaceId} and cue_id = ${id} and member_id = ${memberId}`.execute(trx);
    if (said === "no" && row.why === null) await askAbout(trx, workspaceId, id);
  });
  return getMyCue(services, who, facing, id);
}

/** Whether one may be asked at all; one's own choice, told to nobody. */
export async function wantCues(db: Db, { workspaceId, memberId }: Who, wanted: boolean): Promise<void> {
  await sql`update member set cues = ${wanted} where workspace_id = ${workspaceId} and id = ${memberId}`.execute(db);
}

const over = () =>
  conflict("cue_over", {
    en: "This is over: there is nothing to answer any more.",
    fr: "C’est terminé : il n’y a plus rien à répondre.",
  });
