import type { Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { Measured, Measures } from "#engine/measured.ts";
import type { Login, NetworkContext } from "#engine/network.ts";
import { limitOf } from "./refusal.ts";
import { ask, authorOf, type Call, listOf } from "./rest.ts";
import { Batch, Size, Statistics } from "./wire.ts";

type NotRead = Exclude<Measured<object>, { kind: "read" }>;

/** Posts by the kind that their URN says, and the name under which such are asked for: under the other one there is nothing. */
const kinds = [
  { of: "urn:li:share:", asked: "shares", told: "share" },
  { of: "urn:li:ugcPost:", asked: "ugcPosts", told: "ugcPost" },
] as const;

/**
 * The counts of a page's posts: a call for each kind of URN, and one more for those that nothing was told of, which may have no reader yet
 * or be gone. Members' posts are counted for nobody but with a permission that usual apps do not have.
 */
export async function readCounts(
  context: NetworkContext,
  login: Login,
  ids: readonly string[],
): Promise<Measured<{ counts: ReadonlyMap<string, Measures> }>> {
  const counts = new Map<string, Measures>();
  for (const { of, asked, told } of kinds) {
    const some = ids.filter((id) => id.startsWith(of));
    if (some.length === 0) continue;
    const page = encodeURIComponent(authorOf(login));
    const path = `/rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity=${page}&${asked}=${listOf(some)}`;
    const answer = await get(context, login, path, "FINDER");
    const read = answer.status === 200 ? Statistics.safeParse(readJson(answer.body)) : null;
    if (read?.success !== true) return notRead(context, answer);
    for (const { totalShareStatistics: found, ...urns } of read.data.elements)
      if (urns[told] != null) counts.set(urns[told], countsOf(found));
  }
  const untold = ids.filter((id) => !counts.has(id));
  if (untold.length === 0) return { kind: "read", counts };
  const answer = await get(context, login, `/rest/posts?ids=${listOf(untold)}`, "BATCH_GET");
  const batch = answer.status === 200 ? Batch.safeParse(readJson(answer.body)) : null;
  if (batch?.success !== true) return notRead(context, answer);
  const { statuses, errors } = batch.data;
  for (const id of untold)
    if (![404, 410].includes(statuses[id] ?? errors[id]?.status ?? 0)) counts.set(id, countsOf({}));
  return { kind: "read", counts };
}

export async function readFollowers(context: NetworkContext, login: Login): Promise<Measured<{ followers: number }>> {
  const page = encodeURIComponent(authorOf(login));
  const answer = await get(context, login, `/rest/networkSizes/${page}?edgeType=COMPANY_FOLLOWED_BY_MEMBER`);
  const size = answer.status === 200 ? Size.safeParse(readJson(answer.body)) : null;
  return size?.success === true ? { kind: "read", followers: size.data.firstDegreeSize } : notRead(context, answer);
}

type Told = (typeof Statistics)["_output"]["elements"][number]["totalShareStatistics"];

/** LinkedIn takes what was taken back off, now and then once too often. */
const count = (told: number | null | undefined): number => Math.max(0, told ?? 0);

const countsOf = (told: Told): Measures => ({
  likes: count(told.likeCount),
  reposts: count(told.shareCount),
  replies: count(told.commentCount),
  views: count(told.impressionCount),
  reach: count(told.uniqueImpressionsCount),
  clicks: count(told.clickCount),
});

const get = (context: NetworkContext, { token }: Login, path: string, asks?: Call["asks"]): Promise<Answer> =>
  ask(context, path, { token, ...(asks === undefined ? {} : { asks }) });

/** A version that is retired waits for the operator, as everything else does. */
function notRead(context: NetworkContext, answer: Answer): NotRead {
  const now = context.now();
  if (answer.status === 426) return { kind: "limited", until: now + 3_600_000 };
  return answer.status === 429
    ? { kind: "limited", until: limitOf(answer, now) }
    : { kind: "failed", status: answer.status };
}
