import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { z } from "zod";
import type { suggestions } from "../api/suggestions.ts";
import { record } from "../audit.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { enter } from "./enter.ts";
import type { Kind, State, Words } from "./kinds.ts";
import { mayModerate, type Who } from "./may.ts";
import { tell } from "./tell.ts";
import { acceptedOf, answerTogether, joinAccepted } from "./together.ts";

type Row = Words & { kind: Kind; state: State; member: string; by: string | null; key: string | null };
type Answer = z.output<(typeof suggestions)["answerSuggestion"]["body"]>;

/**
 * A manager's answer. Accepted, it enters the maps in the same transaction; other words wait for the author's own yes; declined, a word says
 * why. Of two who answer at once the first one counts. 404 for what is not theirs to answer.
 */
export async function answerSuggestion(
  services: Pick<Services, "db" | "nodes" | "settings">,
  who: Who,
  id: string,
  answer: Answer,
): Promise<void> {
  const { workspaceId } = who;
  await services.db.transaction().execute(async (trx) => {
    const row = await locked(trx, who, id);
    if (row.state !== "sent") throw answered(row);
    const word = clean(answer.word).trim();
    const proposed = answer.answer === "change" ? wordsOf(answer, row) : null;
    const state: State = { accept: "accepted", change: "changed", decline: "declined" }[answer.answer] as State;
    await sql`update suggestion set state = ${state}, by_id = ${who.memberId}, word = ${word}, answered_at = now(),
        proposed = ${proposed === null ? null : JSON.stringify(proposed)}::jsonb
      where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await record(trx, {
      workspaceId,
      memberId: who.memberId,
      action: deeds[answer.answer],
      subject: `suggestion/${id}`,
      detail: { kind: row.kind },
    });
    if (state === "accepted" || state === "declined")
      await answerTogether(trx, workspaceId, id, { state, by: who.memberId, word });
    if (state === "accepted") {
      // A colleague whose need no yes brought the same link in meanwhile: nothing enters twice.
      const lead = await acceptedOf(trx, workspaceId, row);
      if (lead !== null) await joinAccepted(trx, workspaceId, id, lead);
      else await enter(trx, services, workspaceId, id);
    }
    await tell(trx, workspaceId, id, state as "accepted" | "changed" | "declined");
  });
}

async function locked(trx: Trx, who: Who, id: string): Promise<Row> {
  const { rows } = await sql<Row & { mine: boolean }>`
    select s.kind, s.state, s.title, s.body, s.alt, s.page_key as key, s.member_id as member, ${mayModerate(who)} as mine,
      (select m.name from member m where m.workspace_id = s.workspace_id and m.id = s.by_id) as by
    from suggestion s where s.workspace_id = ${who.workspaceId} and s.id = ${id} and s.state <> 'draft' and s.with_id is null for update of s`.execute(
    trx,
  );
  const [row] = rows;
  if (row === undefined || !row.mine) throw notFound();
  return row;
}

/** What the manager would rather say. What says the same is no change, and what says nothing is no text. */
function wordsOf(answer: Extract<Answer, { answer: "change" }>, row: Row): Words {
  const words: Words = {
    title: clean(answer.title).replace(/\s+/gu, " ").trim(),
    body: clean(answer.body).trim(),
    alt: row.kind === "photo" ? clean(answer.alt).replace(/\s+/gu, " ").trim() : row.alt,
  };
  if (words.title === row.title && words.body === row.body && words.alt === row.alt)
    throw unprocessable("no_change", {
      en: "Nothing was changed. Accept it as it is, or change its words.",
      fr: "Rien n’a été changé. Acceptez telle quelle, ou modifiez les mots.",
    });
  if ((words.title === "" && words.body === "" && row.kind !== "link") || (row.kind === "photo" && words.alt === ""))
    throw unprocessable("no_words", {
      en: "A text, and what a photo shows, cannot be left empty.",
      fr: "Le texte, et la description d’une photo, ne peuvent pas rester vides.",
    });
  return words;
}

/** Somebody was quicker, or its author took it back. */
function answered({ state, by }: Row) {
  if (state === "withdrawn")
    return conflict("withdrawn", {
      en: "Its author took it back meanwhile.",
      fr: "Son auteur l’a reprise entre-temps.",
    });
  const [en, fr] =
    by === null
      ? ["It was answered already.", "Une réponse a déjà été donnée."]
      : [`${by} has answered already.`, `${by} a déjà répondu.`];
  return conflict("answered", { en: en!, fr: fr! });
}

/** What the log calls it. */
const deeds = { accept: "suggestion.accept", change: "suggestion.change", decline: "suggestion.decline" } as const;
