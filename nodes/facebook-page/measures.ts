import type { Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { Measured, Measures } from "#engine/measured.ts";
import type { Login, NetworkContext } from "#engine/network.ts";
import { ask } from "./graph.ts";
import { isPermission, meaningOf, readFailure, regain, restOf } from "./refusal.ts";
import { Counted, Followed } from "./wire.ts";

type NotRead = Exclude<Measured<object>, { kind: "read" }>;

/** Metrics of a post since v23; reach and impressions by their old names were removed in June 2026. */
const metrics = ["post_total_media_view_unique", "post_reactions_by_type_total", "post_clicks"];

/** What is asked of each post; the metrics need `read_insights`, the rest does without. */
const fieldsFor = (asked: readonly string[]): string =>
  [
    "shares",
    "comments.limit(0).summary(total_count)",
    ...(asked.includes("post_reactions_by_type_total") ? [] : ["reactions.limit(0).summary(total_count)"]),
    ...(asked.length === 0 ? [] : [`insights.metric(${asked.join(",")})`]),
  ].join(",");

/** A video's id has no page before it; its node knows neither shares nor `insights`, and being asked for them fails the whole call. */
const isVideo = (id: string): boolean => !id.includes("_");
const videoFields = "comments.limit(0).summary(total_count),likes.limit(0).summary(total_count)";
const filmed = ({ comments, likes }: Counted): Measures => ({
  ...given("replies", comments?.summary?.total_count),
  ...given("likes", likes?.summary?.total_count),
});

/**
 * The counts of posts, one by one: of many in one call a single one that is gone would fail them all. A metric that was retired, or a
 * permission that was not given, fails the whole call too: what it was is left out of this and all that follow.
 */
export async function readCounts(
  context: NetworkContext,
  login: Login,
  ids: readonly string[],
): Promise<Measured<{ counts: ReadonlyMap<string, Measures> }>> {
  const counts = new Map<string, Measures>();
  let taken: readonly string[] = metrics;
  for (const id of ids) {
    const read = (some: readonly string[]): Promise<Answer> =>
      ask(context, `/${encodeURIComponent(id)}`, {
        key: login,
        query: { fields: isVideo(id) ? videoFields : fieldsFor(some) },
      });
    let answer = await read(taken);
    if (!isVideo(id) && taken.length > 0 && refusesMetrics(answer)) {
      taken = await takenOf(taken, answer, read);
      answer = await read(taken);
    }
    const post = answer.status === 200 ? Counted.safeParse(readJson(answer.body)) : null;
    if (post?.success === true) counts.set(id, isVideo(id) ? filmed(post.data) : countsOf(post.data));
    else if (!isGone(answer)) return notRead(context, answer);
    // Posts come first: their numbers are read again once the page has rested.
    const { rest } = restOf(answer, context.now());
    if (rest !== undefined && counts.size < ids.length) return { kind: "limited", until: rest };
  }
  return { kind: "read", counts };
}

export async function readFollowers(context: NetworkContext, login: Login): Promise<Measured<{ followers: number }>> {
  const query = { fields: "followers_count" };
  const answer = await ask(context, `/${encodeURIComponent(login.remoteId)}`, { key: login, query });
  const page = answer.status === 200 ? Followed.safeParse(readJson(answer.body)) : null;
  return page?.success === true ? { kind: "read", followers: page.data.followers_count } : notRead(context, answer);
}

/** Whether an answer is about the metrics that were asked for, and not about the post. */
function refusesMetrics({ body }: Answer): boolean {
  const error = readFailure(body);
  return error !== null && (isPermission(error.code) || (error.code === 100 && /metric|insights/iu.test(error.words)));
}

/** The metrics that are given: none without the permission, else each that is given alone. */
async function takenOf(
  asked: readonly string[],
  { body }: Answer,
  read: (some: readonly string[]) => Promise<Answer>,
): Promise<string[]> {
  if (isPermission(readFailure(body)?.code ?? 0)) return [];
  const given: string[] = [];
  for (const metric of asked) if (!refusesMetrics(await read([metric]))) given.push(metric);
  return given;
}

/** A post that was deleted, as far as one can tell it from one that is hidden from us. */
function isGone({ body }: Answer): boolean {
  const error = readFailure(body);
  return error?.code === 100 && error.subcode === 33;
}

function countsOf({ shares, comments, reactions, insights }: Counted): Measures {
  const told = new Map(
    (insights?.data ?? []).flatMap(({ name, values }) => {
      const value = values.at(-1)?.value;
      return value === undefined
        ? []
        : [[name, typeof value === "number" ? value : sum(Object.values(value))] as const];
    }),
  );
  const [reach, likes, clicks] = metrics.map((metric) => told.get(metric));
  return {
    // A post that nobody shared has no such field.
    reposts: shares?.count ?? 0,
    ...given("replies", comments?.summary?.total_count),
    ...given("likes", likes ?? reactions?.summary?.total_count),
    ...given("reach", reach),
    ...given("clicks", clicks),
  };
}

const given = <Name extends keyof Measures>(name: Name, count: number | undefined): Measures =>
  count === undefined ? {} : { [name]: count };
const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

function notRead(context: NetworkContext, answer: Answer): NotRead {
  const error = readFailure(answer.body);
  const waits = answer.status === 429 || (error !== null && meaningOf(error).kind === "waits");
  return waits ? { kind: "limited", until: regain(answer, context.now()) } : { kind: "failed", status: answer.status };
}
