import type { Login, NetworkContext, Seen } from "#engine/network.ts";
import { timeOfKey } from "./tid.ts";
import { Page, pageOf, query, readJson, readUri, serverOf, type Stored } from "./wire.ts";

/** Records a page holds (the method's most is 100), and pages read at most. */
const reading = { page: 100, pages: 10 };

/** Posts of ours are keyed by when they were made and dated by when they went out: at most so much later, milliseconds. */
const longestWait = 7 * 86_400_000;

/**
 * The account's newest posts, from its own server: the side that shows them to readers lags and loses. They come in the order of
 * their keys; what was made `longestWait` before `since` is read as well, for it may have gone out after it.
 */
export async function readRecent(
  context: NetworkContext,
  login: Login,
  since: number,
): Promise<{ seen: Seen[]; full: boolean }> {
  const seen: Seen[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < reading.pages; page += 1) {
    const answer = await query(context, serverOf(context, login.fields), "com.atproto.repo.listRecords", {
      query: {
        repo: login.remoteId,
        collection: "app.bsky.feed.post",
        limit: String(reading.page),
        ...(cursor === undefined ? {} : { cursor }),
      },
    });
    const read = answer.status === 200 ? Page.safeParse(readJson(answer.body)) : null;
    if (read?.success !== true) throw new Error(`The account's posts could not be read: HTTP ${answer.status}`);
    seen.push(...read.data.records.flatMap((stored) => seenOf(context, stored)));
    const last = read.data.records.at(-1);
    const reached = last === undefined ? null : timeOfKey(readUri(last.uri)?.rkey ?? "");
    cursor = read.data.cursor;
    if (cursor === undefined || last === undefined || (reached !== null && reached < since - longestWait))
      return { seen: newestFirst(seen, since), full: true };
  }
  return { seen: newestFirst(seen, since), full: false };
}

function seenOf(context: NetworkContext, { uri, value }: Stored): Seen[] {
  const at = Date.parse(value.createdAt);
  if (!Number.isFinite(at)) return [];
  const inText = value.facets.flatMap(({ features }) => features.flatMap((one) => one.uri ?? []));
  const links = [...new Set([...inText, ...(value.embed?.external === undefined ? [] : [value.embed.external.uri])])];
  return [{ remoteId: uri, url: pageOf(context, uri), text: value.text, links, at }];
}

const newestFirst = (seen: Seen[], since: number): Seen[] =>
  seen.filter(({ at }) => at >= since).sort((a, b) => b.at - a.at);
