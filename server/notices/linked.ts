import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import type { Language, Text } from "#engine/text.ts";
import { conflict } from "../errors.ts";
import { type PostColumns } from "../ledger/posts.ts";
import type { Db, Settings } from "../ports.ts";
import type { LinkMark } from "./link.ts";
import { stands } from "./stand.ts";

/** What a link is about: whose it is, and what its proposal came to. */
export type Linked = PostColumns & {
  memberId: string;
  name: string;
  language: Language;
  zone: string;
  company: string;
  deliveryId: number;
  network: string;
  title: string;
  account: string;
  handle: string;
  stands: "yes" | "later" | "over";
  connected: boolean;
  state: string;
  code: string | null;
  reason: Text | null;
  /** Their own yes, of which nothing has left. */
  mine: boolean;
  approvedAt: string | null;
  dueAt: string;
  publishedAt: string | null;
  expiresAt: string;
  url: string | null;
  linkEnds: string;
  important: boolean;
  now: number;
};

/** null where the link opens nothing: it was taken back, its person left, the account is not theirs any more. */
export async function readLinked(db: Db, { workspaceId, id }: LinkMark): Promise<Linked | null> {
  const { rows } = await sql<Linked>`
    select m.id as "memberId", m.name, m.language, m.zone, w.name as company, d.id::float8 as "deliveryId", d.network, d.item_title as title, d.post, d.text, d.link,
      a.name as account, a.handle, a.state = 'connected' as connected, ${stands} as stands, d.state, d.reason_code as code, d.reason,
      d.state = 'ready' and d.attempts = 0 and d.part = 0 and d.approved_by = m.id as mine, d.approved_at as "approvedAt", d.due_at as "dueAt",
      d.published_at as "publishedAt", d.expires_at as "expiresAt", d.remote_url as url, l.expires_at as "linkEnds",
      exists (select from notice n where n.workspace_id = l.workspace_id and n.delivery_id = d.id and n.kind = 'important') as important,
      floor(extract(epoch from now()) * 1000)::float8 as now
    from proposal_link l join member m on m.workspace_id = l.workspace_id and m.id = l.member_id and m.disabled_at is null
    join workspace w on w.id = l.workspace_id
    join delivery d on d.workspace_id = l.workspace_id and d.id = l.delivery_id
    join account a on a.workspace_id = d.workspace_id and a.id = d.account_id and a.member_id = m.id
    where l.workspace_id = ${workspaceId} and l.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Minutes that a page which was opened may answer for: whoever finds one that lay open for days has to open it anew. */
const ticketMinutes = 30;
const ticketKey = ({ masterKey }: Pick<Settings, "masterKey">): Buffer =>
  Buffer.from(hkdfSync("sha256", masterKey, "", "relaymap proposal tickets", 32));

/** What an answer brings along: the page that was opened for this link gives it, so that an address alone answers nothing. */
export function ticketFor(settings: Pick<Settings, "masterKey">, { workspaceId, id }: LinkMark, now: number): string {
  const until = Math.floor(now / 60_000) + ticketMinutes;
  const proof = createHmac("sha256", ticketKey(settings)).update(`${workspaceId}/${id}/${until}`).digest();
  return `${until.toString(36)}.${proof.subarray(0, 18).toString("base64url")}`;
}

/** Throws 409 where it is too old, or another link's. */
export function checkTicket(settings: Pick<Settings, "masterKey">, mark: LinkMark, ticket: string, now: number): void {
  const [until = ""] = ticket.split(".");
  const minutes = Number.parseInt(until, 36);
  const right = Number.isSafeInteger(minutes) ? ticketFor(settings, mark, (minutes - ticketMinutes) * 60_000) : "";
  const same =
    right !== "" && right.length === ticket.length && timingSafeEqual(Buffer.from(right), Buffer.from(ticket));
  if (!same || minutes * 60_000 < now)
    throw conflict("stale_page", {
      en: "This page lay open for long. Nothing was posted; look at it once more and answer again.",
      fr: "Cette page est restée ouverte longtemps. Rien n’a été publié ; regardez-la de nouveau et répondez.",
    });
}
