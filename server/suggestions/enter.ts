import { createHash } from "node:crypto";
import { sql } from "kysely";
import { receives } from "#engine/node.ts";
import { ensureReceived } from "../inbox/brought.ts";
import { takeReceived } from "../inbox/received.ts";
import type { Services, Trx } from "../ports.ts";
import type { Kind } from "./kinds.ts";
import type { Page } from "./link.ts";

/** The step by which maps read them. */
const type = "suggestions";
export const itemKeyOf = (id: string): string => `suggestion:${id}`;

type Accepted = {
  kind: Kind;
  title: string;
  body: string;
  link: string | null;
  page: Page | null;
  alt: string;
  topic: string | null;
  /** All who brought it in and want to be named; null: nobody does. */
  author: string | null;
  sent: string;
  medium: { id: string; type: string; width: number | null; height: number | null } | null;
};

/**
 * Lets an accepted suggestion into the inbox, once: as a message to the workspace's source of suggestions, in the transaction of the yes.
 * Maps that read it find it there as anything else; those published later begin with it as they are set to.
 */
export async function enter(
  trx: Trx,
  { nodes, settings }: Pick<Services, "nodes" | "settings">,
  workspaceId: string,
  id: string,
): Promise<void> {
  const one = await accepted(trx, workspaceId, id);
  const node = nodes.source(type);
  if (one === null || one.kind === "idea" || !receives(node)) return;
  const { medium } = one;
  const url = medium === null ? null : `${settings.publicUrl}/api/media/${medium.id}`;
  if (medium !== null && url !== null) await place(trx, workspaceId, medium.id, url);
  const message = {
    id,
    kind: one.kind,
    title: one.title || one.body === "" ? one.title || (one.page?.title ?? "") : "",
    body: one.body || (one.page?.summary ?? ""),
    link: one.link,
    author: one.author,
    topic: one.topic,
    medium:
      medium === null || url === null
        ? null
        : { url, type: medium.type, width: medium.width, height: medium.height, alt: one.alt },
    at: one.sent,
  };
  const sourceId = await ensureReceived(trx, nodes, workspaceId, type, {});
  const read = await node.receive(
    { headers: {}, body: Buffer.from(JSON.stringify(message)), at: Date.parse(one.sent) },
    {},
    { sourceId, secrets: () => Promise.resolve([]) },
  );
  if (read.kind === "refused")
    throw new Error(`The step ${type} does not take what was accepted: ${read.refusal.code}`);
  await takeReceived(trx, workspaceId, sourceId, read);
  await sql`update suggestion set entered_at = now()
    where workspace_id = ${workspaceId} and (id = ${id} or with_id = ${id}) and state = 'accepted'`.execute(trx);
}

async function accepted(trx: Trx, workspaceId: string, id: string): Promise<Accepted | null> {
  const { rows } = await sql<Accepted>`
    select s.kind, s.title, s.body, s.link, s.page, s.alt, t.name as topic, suggestion_names(s.workspace_id, s.id) as author, s.sent_at as sent,
      case when p.id is null then null else jsonb_build_object('id', p.id, 'type', p.type, 'width', p.width, 'height', p.height) end as medium
    from suggestion s
      left join topic t on t.workspace_id = s.workspace_id and t.id = s.topic_id
      left join medium p on p.workspace_id = s.workspace_id and p.id = s.medium_id
    where s.workspace_id = ${workspaceId} and s.id = ${id} and s.state = 'accepted'`.execute(trx);
  return rows[0] ?? null;
}

/** An item names its pictures by address: ours is known to the store, which looks for it nowhere. */
async function place(trx: Trx, workspaceId: string, mediumId: string, url: string): Promise<void> {
  const hash = createHash("sha256").update(url).digest();
  await sql`update medium set used_at = now() where workspace_id = ${workspaceId} and id = ${mediumId}`.execute(trx);
  await sql`insert into medium_address (workspace_id, hash, address, medium_id, tries) values (${workspaceId}, ${hash}, ${url}, ${mediumId}, 0)
    on conflict (workspace_id, hash) do update set medium_id = excluded.medium_id, code = null, tries = 0, again_at = null`.execute(
    trx,
  );
}
