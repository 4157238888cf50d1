import { limitEnd, retryAfter, type Answer, type Refusal } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import { Failure } from "./wire.ts";

/** A server's own words for why it refused, and until when it wants to be left alone. */
export function refusalOf({ headers, body }: Answer, token: string, now: number): Refusal {
  const failure = Failure.safeParse(readJson(body));
  const words = failure.success ? (failure.data.error_description ?? failure.data.error).slice(0, 300) : null;
  const until = limitEnd(headers.get("x-ratelimit-reset"), "date", now) ?? retryAfter(headers.get("retry-after"), now);
  return { token, words, until };
}
