import { type Answer, limitEnd, retryAfter } from "#engine/answer.ts";
import type { Measured, Measures } from "#engine/measured.ts";
import type { NetworkContext } from "#engine/network.ts";
import { readJson } from "#engine/json.ts";
import { openClient } from "./transport.ts";
import { Counted, Followed } from "./wire.ts";

/**
 * The counts of posts, many in one call. The same post read twice in one UTC day is charged once, so that a reading costs what the
 * price list says for one read (docs of X, April 2026).
 */
export async function readCounts(
  context: NetworkContext,
  token: string,
  ids: readonly string[],
): Promise<Measured<{ counts: ReadonlyMap<string, Measures> }>> {
  const client = openClient(context, token);
  await client.v2.get("tweets", { ids: ids.join(","), "tweet.fields": "public_metrics" });
  const answer = client.answer();
  const read = answer?.status === 200 ? Counted.safeParse(readJson(answer.body)) : null;
  if (read?.success !== true) return refused(context, answer);
  return {
    kind: "read",
    counts: new Map((read.data.data ?? []).map(({ id, public_metrics: told }) => [id, countsOf(told)])),
  };
}

export async function readFollowers(context: NetworkContext, token: string): Promise<Measured<{ followers: number }>> {
  const client = openClient(context, token);
  await client.v2.get("users/me", { "user.fields": "public_metrics" });
  const answer = client.answer();
  const me = answer?.status === 200 ? Followed.safeParse(readJson(answer.body)) : null;
  return me?.success === true
    ? { kind: "read", followers: me.data.data.public_metrics.followers_count }
    : refused(context, answer);
}

type Told = NonNullable<ReturnType<typeof Counted.parse>["data"]>[number]["public_metrics"];

/** `retweet_count` is being renamed to `repost_count`. */
const countsOf = (told: Told): Measures => ({
  likes: told.like_count,
  reposts: told.repost_count ?? told.retweet_count ?? 0,
  replies: told.reply_count,
  quotes: told.quote_count,
  ...(told.impression_count == null ? {} : { views: told.impression_count }),
});

function refused(context: NetworkContext, answer: Answer | null): Exclude<Measured<object>, { kind: "read" }> {
  if (answer?.status !== 429) return { kind: "failed", status: answer?.status ?? null };
  const now = context.now();
  const { headers } = answer;
  return {
    kind: "limited",
    until: limitEnd(headers.get("x-rate-limit-reset"), "unix", now) ?? retryAfter(headers.get("retry-after"), now),
  };
}
