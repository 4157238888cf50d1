import { type Answer, limitEnd } from "#engine/answer.ts";
import { refusalOf } from "./wire.ts";

/** How long Discord's own wall (not its API) keeps an address out that made too many wrong calls, milliseconds: it does not say. */
const banFor = 3_600_000;

/**
 * When Discord may be asked again after a 429. It tells it as seconds with decimals, in the body and in headers, of which the later
 * counts. An answer that is not the API's, without any of them, comes from the wall before it: then an hour.
 */
export function waitOf({ status, headers, body }: Answer, now: number): { until: number | null; banned: boolean } {
  const refusal = refusalOf(body);
  const told = [
    headers.get("retry-after"),
    headers.get("x-ratelimit-reset-after"),
    refusal?.retry_after === undefined ? null : String(refusal.retry_after),
  ].flatMap((value) => limitEnd(value, "seconds", now) ?? []);
  if (told.length > 0) return { until: Math.ceil(Math.max(...told)), banned: false };
  const banned = status === 429 && refusal === null;
  return { until: banned ? now + banFor : null, banned };
}
