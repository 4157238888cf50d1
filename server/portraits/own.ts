import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Language } from "#engine/text.ts";
import { Written } from "#engine/written.ts";
import type { Body, Reply } from "../api.ts";
import { mayUse } from "../entries/pictures.ts";
import { conflict, unprocessable } from "../errors.ts";
import type { Caller } from "../http/caller.ts";
import type { Db } from "../ports.ts";
import { consentWords } from "./consent.ts";
import { changedMeanwhile, keptDays, lockPortrait, type Who } from "./standing.ts";
import { tellPortrait } from "./tell.ts";
import { myPortrait } from "./views.ts";

type View = Reply<"myPortrait">;

/**
 * The person's own answers and picture. Sent anew, also what was proposed of them before waits for new words; a yes that was given is taken back first.
 * Throws 404, 409 `portrait_agreed`, `portrait_over`, 422 `portrait_empty`, `no_alt`, `no_rights`, `not_your_picture`.
 */
export async function answerPortrait(
  db: Db,
  who: Pick<Caller, "workspaceId" | "memberId" | "role">,
  id: string,
  body: Body<"answerPortrait">,
): Promise<View> {
  const { workspaceId, memberId } = who;
  const given = body.answers.map((one) => clean(one).trim());
  const alt = clean(body.alt ?? "").trim();
  const medium = body.medium ?? null;
  if (given.every((one) => one === "")) throw empty();
  if (medium !== null) {
    if (alt === "") throw noAlt();
    if (body.rights !== true) throw noRights();
    await mayUse(db, who, Written.parse({ version: 1, words: [{ text: "" }], media: [{ id: medium }] }));
  }
  return db.transaction().execute(async (trx) => {
    const row = await lockPortrait(trx, workspaceId, id, memberId);
    if (row.state === "agreed") throw agreed();
    if (row.state === "withdrawn") throw over();
    const answers = row.questions.map((_question, at) => given[at] ?? "");
    await sql`update portrait set state = 'answered', declined = false, revision = revision + 1, answers = ${JSON.stringify(answers)}::jsonb,
        medium_id = (select id from medium where workspace_id = ${workspaceId} and id = ${medium}), alt = ${medium === null ? "" : alt}, wish = '',
        until = now() + make_interval(days => ${keptDays.answered}::int) where workspace_id = ${workspaceId} and id = ${id}`.execute(
      trx,
    );
    if (row.askedBy !== null && row.askedBy !== memberId)
      await tellPortrait(trx, { workspaceId, memberId: row.askedBy }, id, "answered", row.name);
    return myPortrait(trx, { workspaceId, memberId }, id);
  });
}

/** Throws 404, 409 `portrait_changed`. */
export async function wishPortrait(
  db: Db,
  { workspaceId, memberId }: Who,
  id: string,
  { revision, wish }: Body<"wishPortrait">,
): Promise<View> {
  return db.transaction().execute(async (trx) => {
    const row = await lockPortrait(trx, workspaceId, id, memberId);
    if (row.revision !== revision || row.state !== "proposed") throw changedMeanwhile();
    await sql`update portrait set state = 'answered', revision = revision + 1, wish = ${clean(wish).trim()} where workspace_id = ${workspaceId} and id = ${id}`.execute(
      trx,
    );
    if (row.askedBy !== null && row.askedBy !== memberId)
      await tellPortrait(trx, { workspaceId, memberId: row.askedBy }, id, "wished", row.name, `/${revision}`);
    return myPortrait(trx, { workspaceId, memberId }, id);
  });
}

/** Yes to exactly what is named by the revision; the receipt holds it word for word. Throws 404, 409 `portrait_changed`. */
export async function agreePortrait(
  db: Db,
  { workspaceId, memberId, language }: Who & { language: Language },
  id: string,
  revision: number,
): Promise<View> {
  return db.transaction().execute(async (trx) => {
    const row = await lockPortrait(trx, workspaceId, id, memberId);
    if (row.revision !== revision || row.state !== "proposed") throw changedMeanwhile();
    const { rows } = await sql<{ company: string; at: string }>`
      select name as company, to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at from workspace where id = ${workspaceId}`.execute(
      trx,
    );
    const { company, at } = rows[0]!;
    const { words, link, medium, alt } = row;
    const receipt = { text: consentWords(company)[language], language, at, words, link, medium, alt };
    await sql`update portrait set state = 'agreed', revision = revision + 1, receipt = ${JSON.stringify(receipt)}::jsonb,
        until = now() + make_interval(days => ${keptDays.agreed}::int) where workspace_id = ${workspaceId} and id = ${id}`.execute(
      trx,
    );
    if (row.askedBy !== null && row.askedBy !== memberId)
      await tellPortrait(trx, { workspaceId, memberId: row.askedBy }, id, "agreed", row.name, `/${revision}`);
    return myPortrait(trx, { workspaceId, memberId }, id);
  });
}

const empty = () =>
  unprocessable("portrait_empty", {
    en: "Answer at least one of the questions; the others may stay empty.",
    fr: "Répondez au moins à une des questions ; les autres peuvent rester vides.",
  });
const noAlt = () =>
  unprocessable("no_alt", {
    en: "Say in a few words what the picture shows, for those who do not see it.",
    fr: "Dites en quelques mots ce que montre l’image, pour qui ne la voit pas.",
  });
const noRights = () =>
  unprocessable("no_rights", {
    en: "Say that the picture may be used: it is yours, or whoever took it agrees.",
    fr: "Confirmez que l’image peut servir : elle est à vous, ou la personne qui l’a prise est d’accord.",
  });
const agreed = () =>
  conflict("portrait_agreed", {
    en: "You said yes to it. Take that back first.",
    fr: "Vous avez dit oui. Revenez d’abord dessus.",
  });
const over = () =>
  conflict("portrait_over", {
    en: "It is over. Nothing of it goes out.",
    fr: "C’est terminé. Rien n’en part.",
  });
