import { type Answer, limitEnd, retryAfter } from "#engine/answer.ts";
import type { Measured, Measures } from "#engine/measured.ts";
import type { NetworkContext } from "#engine/network.ts";
import { readJson } from "#engine/json.ts";
import { Counted, CountedList, Followed } from "./wire.ts";

type Ask = (path: string) => Promise<Answer>;

/** Statuses that one call asks for; the API's most is 20. */
const atOnce = 20;

/** The counts of statuses: many in one call where the server knows that (since 4.3), one by one where it does not. */
export async function readCounts(
  context: NetworkContext,
  ask: Ask,
  ids: readonly string[],
): Promise<Measured<{ counts: ReadonlyMap<string, Measures> }>> {
  const counts = new Map<string, Measures>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    const answer = await ask(`/api/v1/statuses?${some.map((id) => `id[]=${encodeURIComponent(id)}`).join("&")}`);
    const list = answer.status === 200 ? CountedList.safeParse(readJson(answer.body)) : null;
    if (list?.success === true) {
      for (const status of list.data) counts.set(status.id, countsOf(status));
      continue;
    }
    if (answer.status !== 404 && answer.status !== 405) return refused(context, answer);
    const singly = await oneByOne(context, ask, some, counts);
    if (singly !== null) return singly;
  }
  return { kind: "read", counts };
}

async function oneByOne(
  context: NetworkContext,
  ask: Ask,
  ids: readonly string[],
  counts: Map<string, Measures>,
): Promise<Exclude<Measured<object>, { kind: "read" }> | null> {
  for (const id of ids) {
    const answer = await ask(`/api/v1/statuses/${encodeURIComponent(id)}`);
    if (answer.status === 404) continue;
    const status = answer.status === 200 ? Counted.safeParse(readJson(answer.body)) : null;
    if (status?.success !== true) return refused(context, answer);
    counts.set(id, countsOf(status.data));
  }
  return null;
}

export async function readFollowers(context: NetworkContext, ask: Ask): Promise<Measured<{ followers: number }>> {
  const answer = await ask("/api/v1/accounts/verify_credentials");
  const me = answer.status === 200 ? Followed.safeParse(readJson(answer.body)) : null;
  return me?.success === true ? { kind: "read", followers: me.data.followers_count } : refused(context, answer);
}

const countsOf = ({ favourites_count, reblogs_count, replies_count, quotes_count }: Counted): Measures => ({
  likes: favourites_count,
  reposts: reblogs_count,
  replies: replies_count,
  ...(quotes_count == null ? {} : { quotes: quotes_count }),
});

function refused(context: NetworkContext, { status, headers }: Answer): Exclude<Measured<object>, { kind: "read" }> {
  if (status !== 429) return { kind: "failed", status };
  const now = context.now();
  const until = limitEnd(headers.get("x-ratelimit-reset"), "date", now) ?? retryAfter(headers.get("retry-after"), now);
  return { kind: "limited", until };
}
