import type { Login, NetworkContext, Seen } from "#engine/network.ts";
import { ask, list, unread } from "./graph.ts";
import { Post } from "./wire.ts";

/** Light on purpose, as the source's: a listing that asks for reactions leaves out posts in silence (measured by others). */
const fields = "id,message,created_time,permalink_url,attachments{media_type,url,unshimmed_url}";
const most = { rows: 25, answers: 8 };

/** The page's newest posts. Throws where they could not be read. */
export async function readRecent(
  context: NetworkContext,
  login: Login,
  since: number,
): Promise<{ seen: Seen[]; full: boolean }> {
  const path = `/${encodeURIComponent(login.remoteId)}/posts`;
  // A second earlier: `since` is in whole seconds.
  const query = { fields, since: String(Math.floor(since / 1000) - 1) };
  const get = (asked: Readonly<Record<string, string>>) => ask(context, path, { key: login, query: asked });
  const seen: Seen[] = [];
  for await (const listed of list(get, { query, size: most.rows, answers: most.answers })) {
    if ("refused" in listed) throw unread(listed.refused);
    seen.push(
      ...Post.array()
        .parse(listed.rows)
        .map((post) => readPost(context, post)),
    );
    if (listed.last) return { seen, full: true };
  }
  return { seen, full: false };
}

function readPost(context: NetworkContext, post: Post): Seen {
  const text = post.message ?? "";
  const shared = (post.attachments?.data ?? []).flatMap(({ unshimmed_url: whole, url }) => whole ?? url ?? []);
  return {
    remoteId: post.id,
    url: addressOf(context, post),
    text,
    links: [...(text.match(/https?:\/\/[^\s<>"]+/gu) ?? []), ...shared],
    at: timeOf(post.created_time) ?? 0,
  };
}

/** Where people see a post: as Facebook says it, else the address by its id, from which Facebook leads on. */
export const addressOf = (
  { webBase }: NetworkContext,
  post: { id: string; permalink_url?: string | null | undefined },
) => (/^https?:\/\//u.test(post.permalink_url ?? "") ? post.permalink_url! : `${webBase}/${post.id}`);

/** Milliseconds since the epoch. The Graph API writes the offset as `+0000`, which is no ISO 8601 for `Date`. */
export function timeOf(value: string | null | undefined): number | null {
  const at = Date.parse((value ?? "").replace(/([+-]\d\d)(\d\d)$/u, "$1:$2"));
  return Number.isNaN(at) ? null : at;
}
