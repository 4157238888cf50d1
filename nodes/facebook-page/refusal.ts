import { afterRefusal, type Answer, rawOf, retryAfter } from "#engine/answer.ts";
import { readJson } from "#engine/json.ts";
import type { CallResult } from "#engine/network.ts";
import type { Text } from "#engine/text.ts";
import { card } from "./card.ts";
import * as say from "./sentences.ts";
import { BusinessUsage, Failure, Usage } from "./wire.ts";

const hour = 3_600_000;
/** Milliseconds that a page is left alone: after a check that a person has to pass, and after posting too fast. */
const patience = { check: hour, fast: 3 * hour };

/** An error of the Graph API. `words` are Facebook's own, those for people where it has some. */
export type GraphError = { code: number; subcode: number; words: string };

/** The error that an answer carries; null where it is another kind of answer. */
export function readFailure(body: string | null): GraphError | null {
  const failure = Failure.safeParse(readJson(body));
  if (!failure.success) return null;
  const { code, error_subcode: subcode, error_user_msg: told, message } = failure.data.error;
  return { code, subcode: subcode ?? 0, words: (told || message).slice(0, 300) };
}

/** Codes by what can be done about them; 10 and 200 to 299 are permissions. */
const tokenCodes = new Set([102, 104, 190, 2500]);
const limitCodes = new Set([4, 9, 17, 32, 341, 613]);
export const isLimit = (code: number): boolean => limitCodes.has(code) || (code >= 80_000 && code <= 80_014);
export const isToken = (code: number): boolean => tokenCodes.has(code);
export const isPermission = (code: number): boolean => code === 10 || (code >= 200 && code < 300);

/**
 * What an error means, whatever was asked for. `unauthorised`: this token opens it no more; `waits`: later, with the same access (`for`
 * milliseconds; null: as the answer's headers say); `passing`: Facebook's own trouble; `refused`: the same again would be refused again.
 */
export type Meaning =
  | { kind: "unauthorised" | "passing" | "duplicate" | "refused"; reason: Text }
  | { kind: "waits"; for: number | null; reason: Text };

export function meaningOf({ code, subcode, words }: GraphError): Meaning {
  // Our uploads are used once: in another post they are in one of ours whose answer was lost.
  if (subcode === 1_366_051) return { kind: "duplicate", reason: say.shownAlready };
  if (code === 100 && /appsecret_proof/iu.test(words))
    return { kind: "waits", for: patience.check, reason: say.secret };
  const known = say.refusals[subcode] ?? say.refusals[code];
  if (known !== undefined) return { kind: "refused", reason: known };
  const check = say.checks[subcode] ?? say.checks[code];
  if (check !== undefined) return { kind: "waits", for: patience.check, reason: check };
  if (isToken(code)) return { kind: "unauthorised", reason: say.ended[subcode] ?? say.endedSomehow };
  if (isLimit(code)) return { kind: "waits", for: null, reason: say.waits };
  if (code === 368 && subcode === 1_390_008) return { kind: "waits", for: patience.fast, reason: say.tooFast };
  if (code === 506) return { kind: "duplicate", reason: say.twice };
  if (isPermission(code)) return { kind: "unauthorised", reason: say.noPermission };
  if (code === 100 && subcode === 33) return { kind: "unauthorised", reason: say.gone };
  if (code === 1 || code === 2) return { kind: "passing", reason: say.doubtful(words) };
  return { kind: "refused", reason: say.refused(words) };
}

/**
 * The outcome of a call that was to change something and was not answered with 2xx. `linked`: it was a post with a link; for such a
 * one an error that says nothing of access, limits or content proves nothing.
 */
export function afterFailure(answer: Answer, at: { token: string; now: number; linked: boolean }): CallResult {
  const { token, now } = at;
  const error = readFailure(answer.body);
  const until = error === null ? retryAfter(answer.headers.get("retry-after"), now) : regain(answer, now);
  if (error === null) return afterRefusal(card.title, answer, { token, words: null, until });
  const words = without(error.words, token);
  const meaning = meaningOf({ ...error, words });
  const said = { status: answer.status, raw: rawOf(answer.body, token), reason: meaning.reason };
  switch (meaning.kind) {
    case "unauthorised":
      return { ...said, kind: "unauthorised" };
    case "waits":
      return { ...said, kind: "limited", until: meaning.for === null ? until : now + meaning.for };
    case "duplicate":
      return { ...said, kind: "duplicate", existing: null };
    case "passing":
      return { ...said, kind: "unknown" };
    case "refused":
      if (answer.status >= 500 || (at.linked && error.code === 100 && say.refusals[error.subcode] === undefined))
        return { ...said, kind: "unknown", reason: say.doubtful(words) };
      return { ...said, kind: "rejected" };
  }
}

/** What an answer says of how much was used, of whatever limit. */
function usesOf({ headers }: Pick<Answer, "headers">): Usage[] {
  const business = BusinessUsage.safeParse(readJson(headers.get("x-business-use-case-usage"))).data ?? {};
  const plain = ["x-app-usage", "x-page-usage"].flatMap(
    (name) => Usage.safeParse(readJson(headers.get(name))).data ?? [],
  );
  return [...Object.values(business).flat(), ...plain];
}

/** Milliseconds until access returns, as Facebook guesses it in whole minutes; 0 where it says nothing. */
const waitOf = (uses: readonly Usage[]): number =>
  Math.max(0, ...uses.map((use) => use.estimated_time_to_regain_access ?? 0)) * 60_000;

/** When calls are taken again, milliseconds since the epoch; null where Facebook does not say. */
export function regain(answer: Pick<Answer, "headers">, now: number): number | null {
  const wait = waitOf(usesOf(answer));
  return wait > 0 ? now + wait : retryAfter(answer.headers.get("retry-after"), now);
}

/** Percent of a limit from which on a page rests by itself, and for how long: what was used an hour ago no longer counts. */
const nearly = { percent: 95, rest: 10 * 60_000 };

/** Of an answer that was all right: until when its page should not be called, so that Facebook does not block it for longer. */
export function restOf(answer: Pick<Answer, "headers">, now: number): { rest?: number } {
  const uses = usesOf(answer);
  const wait = waitOf(uses);
  if (wait > 0) return { rest: now + wait };
  const used = Math.max(
    0,
    ...uses.flatMap(({ call_count, total_time, total_cputime }) => [
      call_count ?? 0,
      total_time ?? 0,
      total_cputime ?? 0,
    ]),
  );
  return used >= nearly.percent ? { rest: now + nearly.rest } : {};
}

const without = (text: string, token: string): string => (token === "" ? text : text.replaceAll(token, "[token]"));
