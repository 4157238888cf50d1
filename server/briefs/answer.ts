import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Body, Reply } from "../api.ts";
import { record } from "../audit.ts";
import { unprocessable } from "../errors.ts";
import { mayUse } from "../entries/pictures.ts";
import { notify } from "../notices/notify.ts";
import type { Services, Trx } from "../ports.ts";
import { readLink } from "../suggestions/link.ts";
import { Written } from "#engine/written.ts";
import { readAsked, type Who as Self } from "./asked.ts";
import { answeredMeanwhile, lockAsked, noLonger, type Standing } from "./standing.ts";
import { toAsker } from "./words.ts";

type View = Reply<"getAsked">;
type Needed = Pick<Services, "db">;

/**
 * Somebody's own answer. An offer is told to who asked; a no to nobody: it is in no log, no notice, and no answer to anybody else. Either may be taken
 * back as long as nothing was agreed. The same tap twice is there once. Throws 404, 409 `brief_closed`, `brief_answered`.
 */
export async function answerAsked(
  { db }: Needed,
  who: Self,
  id: string,
  { answer, word: given = "" }: Body<"answerAsked">,
): Promise<View> {
  const { workspaceId, memberId } = who;
  const word = answer === "yes" ? clean(given).trim() : "";
  await db.transaction().execute(async (trx) => {
    const { brief, asked } = await lockAsked(trx, workspaceId, id, memberId);
    const state = ({ yes: "offered", no: "no", back: "asked" } as const)[answer];
    if (asked.state === state && asked.word === word) return;
    const free = asked.state === "asked" || asked.state === "no" || asked.state === "offered";
    if (!free) throw answeredMeanwhile();
    if (answer === "yes" && (brief.state !== "open" || brief.over)) throw noLonger();
    // Only what others get to see is counted and timed: nothing may tell whether there was a no before.
    const shown = state === "offered";
    await sql`update brief_person set state = ${state}, word = ${word}, revision = revision + ${shown ? 1 : 0}, offered_at = ${shown ? sql`now()` : null}
      where workspace_id = ${workspaceId} and brief_id = ${id} and member_id = ${memberId}`.execute(trx);
    if (!shown) return;
    await record(trx, { ...who, action: "brief.offer", subject: `brief/${id}`, detail: { title: brief.title } });
    await tellAsker(trx, who, { id, brief, what: "offered", name: asked.name, word });
  });
  return readAsked(db, who, id);
}

/** Tells who opened the brief, once for each person and thing. */
async function tellAsker(
  trx: Trx,
  { workspaceId, memberId }: Self,
  told: { id: string; brief: Standing; what: "offered" | "ended" | "done"; name: string; word: string },
): Promise<void> {
  const { id, brief, what, name, word } = told;
  if (brief.askedBy === null || brief.askedBy === memberId) return;
  await notify(trx, {
    ...{ workspaceId, memberId: brief.askedBy, kind: "brief" as const, reason: `brief/${id}/${what}/${memberId}` },
    data: toAsker(what, name, { id, title: brief.title }, word),
  });
}

/** Ends what one had agreed to. Throws 404, 409. */
export async function endAsked(
  { db }: Needed,
  who: Self,
  id: string,
  { word: given = "" }: Body<"endAsked">,
): Promise<View> {
  const { workspaceId, memberId } = who;
  const word = clean(given).trim();
  await db.transaction().execute(async (trx) => {
    const { brief, asked } = await lockAsked(trx, workspaceId, id, memberId);
    if (asked.state === "ended") return;
    if (asked.state !== "agreed") throw answeredMeanwhile();
    await sql`update brief_person set state = 'ended', ended_own = true, end_word = ${word}, revision = revision + 1
      where workspace_id = ${workspaceId} and brief_id = ${id} and member_id = ${memberId}`.execute(trx);
    await record(trx, { ...who, action: "brief.stop", subject: `brief/${id}`, detail: { title: brief.title } });
    await tellAsker(trx, who, { id, brief, what: "ended", name: asked.name, word });
  });
  return readAsked(db, who, id);
}

/** It is done, with a link, words or a picture of their own; also to say it better later. Throws 404, 409, 422 `brief_nothing`, `no_link`, `no_alt`, `not_your_picture`. */
export async function finishAsked(
  { db }: Needed,
  who: Self & { role: "admin" | "manager" | "ambassador" },
  id: string,
  body: Body<"finishAsked">,
): Promise<View> {
  const { workspaceId, memberId } = who;
  const self = { workspaceId, memberId };
  const words = clean(body.words ?? "").trim();
  const alt = clean(body.alt ?? "").trim();
  const given = (body.link ?? "").trim();
  const link = given === "" ? null : readLink(given);
  if (given !== "" && link === null) throw noLink();
  const medium = body.medium ?? null;
  if (link === null && words === "" && medium === null) throw nothing();
  if (medium !== null) {
    if (alt === "") throw noAlt();
    await mayUse(db, who, Written.parse({ version: 1, words: [{ text: "" }], media: [{ id: medium }] }));
  }
  await db.transaction().execute(async (trx) => {
    const { brief, asked } = await lockAsked(trx, workspaceId, id, memberId);
    if (asked.state !== "agreed" && asked.state !== "done") throw answeredMeanwhile();
    const { numAffectedRows } =
      await sql`update brief_person set state = 'done', link = ${link}, made = ${words}, alt = ${medium === null ? "" : alt},
        medium_id = (select id from medium where workspace_id = ${workspaceId} and id = ${medium}), done_at = coalesce(done_at, now()), revision = revision + 1
      where workspace_id = ${workspaceId} and brief_id = ${id} and member_id = ${memberId}
        and (state, coalesce(link, ''), made, medium_id is not distinct from ${medium}::uuid, alt)
          is distinct from ('done', ${link ?? ""}::text, ${words}::text, true, ${medium === null ? "" : alt}::text)`.execute(
        trx,
      );
    if (numAffectedRows === 0n) return;
    await record(trx, { ...self, action: "brief.finish", subject: `brief/${id}`, detail: { title: brief.title } });
    await tellAsker(trx, self, { id, brief, what: "done", name: asked.name, word: words });
  });
  return readAsked(db, self, id);
}

const nothing = () =>
  unprocessable("brief_nothing", {
    en: "Give its link, a few words, or a picture: it is what others will see of it.",
    fr: "Donnez son lien, quelques mots ou une image : c’est ce que les autres en verront.",
  });
const noLink = () =>
  unprocessable("no_link", {
    en: "This is no web address. Copy it from the browser’s address bar.",
    fr: "Ce n’est pas une adresse web. Copiez-la depuis la barre du navigateur.",
  });
const noAlt = () =>
  unprocessable("no_alt", {
    en: "Say in a few words what the picture shows, for those who do not see it.",
    fr: "Dites en quelques mots ce que montre l’image, pour qui ne la voit pas.",
  });
