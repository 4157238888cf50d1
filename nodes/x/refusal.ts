import { limitEnd, retryAfter, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { Failure } from "./wire.ts";

/** The three limits that hold at once: an account's and an app's of the day, and the 15-minute window. */
const limits = ["x-user-limit-24hour", "x-app-limit-24hour", "x-rate-limit"];

/** The latest end of those that ran out; where none says so, the window's. */
export function limitUntil(headers: Answer["headers"], now: number): number | null {
  const endOf = (name: string) => limitEnd(headers.get(`${name}-reset`), "unix", now);
  const spent = limits.filter((name) => headers.get(`${name}-remaining`) === "0");
  const ends = spent.map(endOf).filter((end) => end !== null);
  if (ends.length > 0) return Math.max(...ends);
  return endOf("x-rate-limit") ?? retryAfter(headers.get("retry-after"), now);
}

/** After a post that was taken, and was the last of its window: until that ends. */
export function restOf({ headers }: Pick<Answer, "headers">, now: number): { rest?: number } {
  const spent = limits.some((name) => headers.get(`${name}-remaining`) === "0");
  const end = spent ? limitUntil(headers, now) : null;
  return end === null ? {} : { rest: end };
}

/** X's own words for why it refused. */
export function wordsOf(body: string | null): string | null {
  const failure = Failure.safeParse(readJson(body));
  if (!failure.success) return null;
  const { errors, detail, error_description, title: name } = failure.data;
  return (errors?.[0]?.message ?? detail ?? error_description ?? name ?? null)?.slice(0, 300) ?? null;
}
