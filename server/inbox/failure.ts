import { sql } from "kysely";
import { NodeError } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";
import type { Db } from "../ports.ts";
import type { Claim } from "./store.ts";

/** Minutes until the next try after the first, second, … failure in a row; then hourly. */
const waits = [1, 5, 15, 60];
/** Minutes where trying again cannot help by itself: the address is wrong, a token is missing. */
const hopeless = 60;

/** A failed poll, told to a person. */
export type SourceFailure = {
  code: string;
  text: Text;
  retry: boolean;
  /** Seconds for which its server asked to be left alone. */
  wait: number | null;
};

/** What a source threw, as data. A bug (no NodeError) is told plainly, its details go to the log. */
export function failureOf(cause: unknown, timedOut: boolean): SourceFailure {
  if (cause instanceof NodeError) {
    const { code, text, retry, wait } = cause;
    return { code, text, retry, wait };
  }
  if (timedOut) {
    const text = { en: "The source took longer than 60 s to answer.", fr: "La source a mis plus de 60 s à répondre." };
    return { code: "timeout", text, retry: true, wait: null };
  }
  const text = {
    en: "The source could not be read because of an error in Relaymap. The log has the details.",
    fr: "La source n’a pas pu être lue à cause d’une erreur de Relaymap. Le journal donne les détails.",
  };
  return { code: "internal", text, retry: true, wait: null };
}

/** Minutes to wait after `failures` failures in a row (at least 1). */
export function waitAfter(failures: number, retry: boolean): number {
  return retry ? (waits[Math.min(failures, waits.length) - 1] ?? hopeless) : hopeless;
}

/** What a server may ask for, seconds: a wrong clock or a joke must not silence a source for years. */
const longest = 24 * 3600;

/**
 * Keeps the failure and sets the next try: not before the usual wait of so many failures in a row, nor before its server wants to be asked.
 * Cursor and items stay as they were. Returns the time of the next try.
 */
export async function storeFailure(
  db: Db,
  workspaceId: string,
  claim: Claim,
  failure: SourceFailure,
): Promise<string | null> {
  const seconds = waitAfter(claim.failures + 1, failure.retry) * 60;
  const asked = failure.wait === null ? null : Math.min(failure.wait, longest);
  const row = await db
    .updateTable("source")
    .set({
      polled_at: sql`now()`,
      polls: sql`polls + 1`,
      failures: sql`failures + 1`,
      error_code: failure.code,
      error: JSON.stringify(failure.text),
      polling_until: null,
      next_poll_at: sql`case when next_poll_at is null then null else now() + make_interval(secs => ${Math.max(seconds, asked ?? 0)}::int) end`,
      wait_until: asked === null ? null : sql<string>`now() + make_interval(secs => ${asked}::int)`,
    })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", claim.id)
    .returning("next_poll_at")
    .executeTakeFirst();
  return row?.next_poll_at ?? null;
}
