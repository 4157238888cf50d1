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
export type SourceFailure = { code: string; text: Text; retry: boolean };

/** What a source threw, as data. A bug (no NodeError) is told plainly, its details go to the log. */
export function failureOf(cause: unknown, timedOut: boolean): SourceFailure {
  if (cause instanceof NodeError) return { code: cause.code, text: cause.text, retry: cause.retry };
  if (timedOut) {
    const text = { en: "The source took longer than 60 s to answer.", fr: "La source a mis plus de 60 s à répondre." };
    return { code: "timeout", text, retry: true };
  }
  const text = {
    en: "The source could not be read because of an error in Relaymap. The log has the details.",
    fr: "La source n’a pas pu être lue à cause d’une erreur de Relaymap. Le journal donne les détails.",
  };
  return { code: "internal", text, retry: true };
}

/** Minutes to wait after `failures` failures in a row (at least 1). */
export function waitAfter(failures: number, retry: boolean): number {
  return retry ? (waits[Math.min(failures, waits.length) - 1] ?? hopeless) : hopeless;
}

/** Keeps the failure and sets the next try. Cursor and items stay as they were. Returns the time of the next try. */
export async function storeFailure(
  db: Db,
  workspaceId: string,
  claim: Claim,
  failure: SourceFailure,
): Promise<string | null> {
  const minutes = waitAfter(claim.failures + 1, failure.retry);
  const row = await db
    .updateTable("source")
    .set({
      polled_at: sql`now()`,
      polls: sql`polls + 1`,
      failures: sql`failures + 1`,
      error_code: failure.code,
      error: JSON.stringify(failure.text),
      polling_until: null,
      next_poll_at: sql`case when next_poll_at is null then null else now() + make_interval(mins => ${minutes}::int) end`,
    })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", claim.id)
    .returning("next_poll_at")
    .executeTakeFirst();
  return row?.next_poll_at ?? null;
}
