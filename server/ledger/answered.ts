import { sql } from "kysely";
import type { Answered } from "../api/proposals.ts";
import { type AppError, conflict } from "../errors.ts";
import type { Trx } from "../ports.ts";
import { moment } from "./sweeps.ts";

/** The tap that an answer comes by, and on what; absent where a program answers. */
export type Tap = { key?: string | undefined; device?: "phone" | "computer" | undefined };
type About = { workspaceId: string; memberId: string; deliveryId: number; at?: string };

/** Writes down what was answered, in the place of what was before. */
export async function noteAnswer(
  trx: Trx,
  input: About & Tap,
  answer: Answered["answer"],
  until: string | null = null,
): Promise<void> {
  const { workspaceId, memberId, deliveryId, key, device } = input;
  await sql`insert into answer (workspace_id, delivery_id, member_id, map_id, key, answer, device, until, at)
    select ${workspaceId}::uuid, d.id, ${memberId}::uuid, d.map_id, coalesce(${key ?? null}::uuid, gen_random_uuid()), ${answer}, ${device ?? null}, ${until}::timestamptz, ${moment(input)}
    from delivery d where d.workspace_id = ${workspaceId} and d.id = ${deliveryId}
    on conflict (workspace_id, delivery_id) do update set member_id = excluded.member_id, key = excluded.key, answer = excluded.answer,
      device = excluded.device, until = excluded.until, at = excluded.at, reason = null`.execute(trx);
}

/** It was taken back: nothing is answered. */
export async function forgetAnswer(trx: Trx, { workspaceId, deliveryId }: Omit<About, "memberId">): Promise<void> {
  await sql`delete from answer where workspace_id = ${workspaceId} and delivery_id = ${deliveryId}`.execute(trx);
}

/** What was answered to a proposal; null: nothing. */
export async function answerOf(
  trx: Trx,
  { workspaceId, deliveryId }: Omit<About, "memberId">,
): Promise<(Answered & { key: string }) | null> {
  const { rows } = await sql<Answered & { key: string }>`
    select key, answer, device, reason, until, at from answer where workspace_id = ${workspaceId} and delivery_id = ${deliveryId}`.execute(
    trx,
  );
  return rows[0] ?? null;
}

/** Whether this very tap was carried out before: a phone that heard no answer sends it again. */
export async function wasAnsweredBy(trx: Trx, input: About & Tap, answer: Answered["answer"]): Promise<boolean> {
  if (input.key === undefined) return false;
  const before = await answerOf(trx, input);
  return before?.key === input.key && before.answer === answer;
}

/** Why a proposal takes no answer any more: 409, with what was answered where it was. */
export async function over(trx: Trx, input: About): Promise<AppError> {
  const before = await answerOf(trx, input);
  if (before === null || before.answer === "later") return isOver();
  const { key: _, ...answered } = before;
  return conflict("answered", answeredSentence[answered.device ?? "elsewhere"], answered);
}

const answeredSentence = {
  phone: { en: "You answered this already, on your phone.", fr: "Vous y avez déjà répondu, sur votre téléphone." },
  computer: {
    en: "You answered this already, on your computer.",
    fr: "Vous y avez déjà répondu, sur votre ordinateur.",
  },
  elsewhere: { en: "This was answered already.", fr: "Cette proposition a déjà reçu sa réponse." },
};

const isOver = () =>
  conflict("not_waiting", {
    en: "This proposal no longer waits for an answer: it was answered already, or its time is over.",
    fr: "Cette proposition n’attend plus de réponse : elle a déjà été traitée, ou son délai est dépassé.",
  });
