import { createHash, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import { readPost } from "#engine/post.ts";
import { inWorkspace } from "../database/scope.ts";
import { notFound } from "../errors.ts";
import { spellLimits } from "../media/renditions.ts";
import { loginFor } from "../networks/grants/login.ts";
import type { Services } from "../ports.ts";
import { pictureAddress, publicLimits } from "./picture.ts";
import { placeOf, readPlace } from "./place.ts";
import { type Entry, writeRss } from "./rss.ts";

/** Posts that a feed shows, the newest first. */
const most = 50;

/** An account whose posts this server shows itself. Throws 404 for any other. */
export async function shownAccount(services: Services, workspaceId: string, id: string) {
  const row = await services.db
    .selectFrom("account")
    .innerJoin("workspace", "workspace.id", "account.workspace_id")
    .select(["account.id", "account.name", "account.network", "workspace.name as company", "workspace.language"])
    .where("account.workspace_id", "=", workspaceId)
    .where("account.id", "=", id)
    .where("account.state", "=", "connected")
    .executeTakeFirst();
  if (row === undefined || services.nodes.networks.get(row.network)?.card.here !== true) throw notFound();
  return row;
}

/** The secret address of a feed, whole. Throws 404. */
export async function feedAddress(services: Services, workspaceId: string, id: string): Promise<string> {
  await shownAccount(services, workspaceId, id);
  const login = await loginFor(services, workspaceId, id);
  if (login.kind !== "login") throw notFound();
  return `${services.settings.publicUrl}/feeds/${placeOf(workspaceId, id)}/${login.login.token}`;
}

/** The feed at an address. Throws 404 where nothing is there, or nothing any more: which of the two is nobody's business. */
export async function readFeed(services: Services, { place, secret }: { place: string; secret: string }) {
  const found = readPlace(place);
  if (found === null) throw notFound();
  // The address says whose it is; that it is right is found out there.
  return inWorkspace(found.workspaceId, () => writeFeed(services, found, secret));
}

async function writeFeed(services: Services, { workspaceId, id }: { workspaceId: string; id: string }, secret: string) {
  const account = await shownAccount(services, workspaceId, id);
  const self = await feedAddress(services, workspaceId, id);
  const [right, given] = [self.slice(self.lastIndexOf("/") + 1), secret].map((text) =>
    createHash("sha256").update(text).digest(),
  );
  if (!timingSafeEqual(right!, given!)) throw notFound();
  const { entries, changedAt } = await readEntries(services, workspaceId, account);
  const language = account.language === "fr" ? "fr" : "en";
  const xml = writeRss({
    title: `${account.company} – ${account.name}`,
    description: language === "fr" ? `Publications de ${account.company}` : `Posts of ${account.company}`,
    link: services.settings.publicUrl,
    self,
    language,
    at: changedAt,
    entries,
  });
  const bytes = Buffer.from(xml);
  const tag = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
  return { bytes, type: "application/rss+xml; charset=utf-8", tag, open: true as const, changedAt };
}

type Row = {
  id: number;
  key: string;
  post: unknown;
  text: string | null;
  link: string | null;
  item_title: string;
  topic: string;
  published_at: string;
};

type Shown = { id: string; network: string };

/** The network is written into the statement: its index is of that network's deliveries alone. */
async function readEntries(services: Services, workspaceId: string, { id: accountId, network }: Shown) {
  const { rows } = await sql<Row>`
    select d.id, d.key, d.post, d.text, d.link, d.item_title, d.topic, d.published_at from delivery d
    where d.workspace_id = ${workspaceId} and d.account_id = ${accountId} and d.state = 'published' and d.network = ${sql.lit(network)}
      and not exists (select from feed_retraction r where r.workspace_id = d.workspace_id and r.delivery_id = d.id)
    order by d.published_at desc, d.id desc limit ${most}`.execute(services.db);
  const { rows: taken } = await sql<{ at: string | null }>`
    select max(at) as at from feed_retraction where workspace_id = ${workspaceId} and account_id = ${accountId}`.execute(
    services.db,
  );
  const posts = rows.map((row) => ({ row, post: readPost(row.post, row) }));
  const ids = posts.flatMap(({ post }) => post.parts.flatMap(({ media = [] }) => media.map(({ id }) => id)));
  const files = await readFiles(services, workspaceId, ids);
  const entries = posts.map(({ row, post }): Entry => {
    const [first] = post.parts;
    const media = post.parts.flatMap((part) => part.media ?? []);
    return {
      guid: `urn:uuid:${row.key}`,
      title: row.item_title.trim() || (first?.text.split("\n")[0] ?? "").slice(0, 200),
      text: post.parts.map(({ text }) => text).join("\n\n"),
      link: first?.link ?? null,
      topic: row.topic,
      at: Date.parse(row.published_at),
      pictures: media.flatMap(({ id, alt, width, height }) => {
        const file = files.get(id);
        if (file === undefined) return [];
        const url = pictureAddress(services, workspaceId, id);
        return [{ url, ...file, alt: alt ?? null, width: width ?? null, height: height ?? null }];
      }),
    };
  });
  const times = [entries[0]?.at ?? 0, taken[0]?.at == null ? 0 : Date.parse(taken[0].at)];
  return { entries, changedAt: Math.max(...times) };
}

/** Type and size of pictures as they are shown: made when the post was, or, where that was pruned, as they are stored. */
async function readFiles({ db }: Services, workspaceId: string, ids: string[]) {
  if (ids.length === 0) return new Map<string, { type: string; bytes: number }>();
  const { rows } = await sql<{ id: string; type: string; bytes: number }>`
    select m.id, coalesce(r.type, m.type) as type, coalesce(b.bytes, m.bytes) as bytes from medium m
    left join rendition r on r.workspace_id = m.workspace_id and r.medium_id = m.id and r.limits = ${spellLimits(publicLimits)}
      and r.hash is not null
    left join blob b on b.workspace_id = r.workspace_id and b.hash = r.hash
    where m.workspace_id = ${workspaceId} and m.id = any(${ids}::uuid[]) and m.kind = 'picture'`.execute(db);
  return new Map(rows.map(({ id, ...file }) => [id, file]));
}
