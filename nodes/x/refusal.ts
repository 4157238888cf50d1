import { limitEnd, retryAfter, type Answer } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { Failure } from "./wire.ts";

/** The 15-minute window, unless the day's allowance is what ran out. */
export function limitUntil(headers: Answer["headers"], now: number): number | null {
  const days = ["x-user-limit-24hour", "x-app-limit-24hour"].filter((name) => headers.get(`${name}-remaining`) === "0");
  const ends = [...days, "x-rate-limit"].map((name) => limitEnd(headers.get(`${name}-reset`), "unix", now));
  return ends.find((end) => end !== null) ?? retryAfter(headers.get("retry-after"), now);
}

/** After a post that was taken, and was the last of its window: until that ends. */
export function restOf({ headers }: Pick<Answer, "headers">, now: number): { rest?: number } {
  const spent = ["x-user-limit-24hour", "x-app-limit-24hour", "x-rate-limit"].some(
    (name) => headers.get(`${name}-remaining`) === "0",
  );
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
