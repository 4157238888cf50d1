import type { Login, NetworkContext, Seen } from "#engine/network.ts";
import { addressOf } from "./publish.ts";
import { ask, authorOf } from "./rest.ts";
import { readJson } from "#engine/json.ts";
import { readBack } from "./text.ts";
import { Page } from "./wire.ts";

const most = { rows: 50, answers: 3 };

/** A page's newest posts, newest first. Members' may not be read by anybody. Throws where they could not be read. */
export async function readRecent(
  context: NetworkContext,
  login: Login,
  since: number,
): Promise<{ seen: Seen[]; full: boolean }> {
  const author = encodeURIComponent(authorOf(login));
  const seen: Seen[] = [];
  for (let answers = 0; answers < most.answers; answers += 1) {
    const path = `/rest/posts?author=${author}&q=author&start=${answers * most.rows}&count=${most.rows}&sortBy=LAST_MODIFIED`;
    const answer = await ask(context, path, { token: login.token, asks: "FINDER" });
    const listed = answer.status === 200 ? Page.safeParse(readJson(answer.body)) : null;
    if (listed?.success !== true) throw new Error(`LinkedIn answered HTTP ${answer.status}`);
    const { elements } = listed.data;
    for (const { id, commentary, createdAt, publishedAt, content, reshareContext } of elements) {
      const text = readBack(commentary ?? "");
      const source = content?.article?.source;
      const links = [...(text.match(/https?:\/\/[^\s<>"]+/gu) ?? []), ...(source == null ? [] : [source])];
      const parent = reshareContext?.parent;
      const passed = parent == null ? {} : { of: [parent] };
      seen.push({
        ...{ remoteId: id, url: addressOf(context, id), text, links, at: publishedAt ?? createdAt ?? 0 },
        ...passed,
      });
    }
    // By when they were changed last: what is older than that was made earlier still.
    if (elements.length < most.rows || elements.every(({ lastModifiedAt }) => (lastModifiedAt ?? Infinity) < since))
      return { seen: newest(seen), full: true };
  }
  return { seen: newest(seen), full: false };
}

const newest = (seen: Seen[]): Seen[] => seen.toSorted((a, b) => b.at - a.at);
