import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { z } from "zod";
import type { Reply } from "../api.ts";
import type { suggestions } from "../api/suggestions.ts";
import { record } from "../audit.ts";
import { conflict, notFound, tooMany, unprocessable } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { topicsOf } from "../topics/read.ts";
import { checkBoxes } from "./boxes.ts";
import { enter } from "./enter.ts";
import { type Kind, perDay, type State } from "./kinds.ts";
import { lookAtLink, noLink, readLink } from "./link.ts";
import { broughtIn } from "./pictures.ts";
import { joinAccepted, leadOf, pageKey } from "./together.ts";
import { isTrusted } from "./trust.ts";

type Who = { workspaceId: string; memberId: string };
type Given = z.output<(typeof suggestions)["suggest"]["body"]>;

/**
 * Sends a suggestion. Its id is made where it is written: what is sent again, by a phone that heard no answer, is there once, as it was first.
 * Of a person who is trusted it enters the maps at once. Throws AppError: a promise that is missing, too many in a day, a link that is none.
 */
export async function suggest(services: Services, who: Who, given: Given): Promise<Reply<"suggest">> {
  const { workspaceId, memberId } = who;
  const known = await standing(services.db, workspaceId, given.id);
  if (known !== null && known.member !== memberId) throw notFound();
  if (known !== null && known.state !== "draft")
    return { id: given.id, state: known.state, trusted: known.trusted, together: known.together };
  const row = await checked(services, who, given);
  return services.db.transaction().execute(async (trx) => {
    // One person's come one after the other, so that they are counted.
    await sql`select from member where workspace_id = ${workspaceId} and id = ${memberId} for update`.execute(trx);
    await countDay(trx, who);
    const trusted = row.kind !== "idea" && (await isTrusted(trx, who));
    const key = pageKey(row.link);
    const lead = await leadOf(trx, who, key);
    // Whose needs no yes waits with nobody.
    const waitsWith = lead !== null && lead.state !== "accepted" && !trusted ? lead.id : null;
    const { rows } = await sql<{ id: string }>`
      insert into suggestion (workspace_id, id, member_id, kind, state, way, title, body, link, page, medium_id, alt, topic_id, credit, boxes, sent_at, page_key, with_id)
      values (${workspaceId}, ${given.id}, ${memberId}, ${row.kind}, 'sent', ${row.way}, ${row.title}, ${row.body}, ${row.link},
        ${row.page === null ? null : JSON.stringify(row.page)}::jsonb, ${row.medium}, ${row.alt}, ${row.topic}, ${row.credit},
        ${JSON.stringify(row.boxes)}::jsonb, now(), ${key}, ${waitsWith})
      on conflict (workspace_id, id) do update set kind = excluded.kind, state = 'sent', title = excluded.title, body = excluded.body,
        link = excluded.link, page = excluded.page, medium_id = excluded.medium_id, alt = excluded.alt, topic_id = excluded.topic_id,
        credit = excluded.credit, boxes = excluded.boxes, sent_at = now(), page_key = excluded.page_key, with_id = excluded.with_id
      where suggestion.state = 'draft' and suggestion.member_id = excluded.member_id
      returning id`.execute(trx);
    if (rows.length === 0) {
      const now = await standing(trx, workspaceId, given.id);
      if (now === null || now.member !== memberId) throw notFound();
      return { id: given.id, state: now.state, trusted: now.trusted, together: now.together };
    }
    await record(trx, {
      ...who,
      action: "suggestion.send",
      subject: `suggestion/${given.id}`,
      detail: { kind: row.kind },
    });
    if (lead?.state === "accepted") {
      await joinAccepted(trx, workspaceId, given.id, lead.id);
      return { id: given.id, state: "accepted" as const, trusted: true, together: true };
    }
    if (!trusted) return { id: given.id, state: "sent" as const, trusted, together: waitsWith !== null };
    await sql`update suggestion set state = 'accepted', trusted = true, answered_at = now()
      where workspace_id = ${workspaceId} and id = ${given.id}`.execute(trx);
    await enter(trx, services, workspaceId, given.id);
    return { id: given.id, state: "accepted" as const, trusted, together: false };
  });
}

async function standing(db: Services["db"] | Trx, workspaceId: string, id: string) {
  const { rows } = await sql<{ member: string; state: State; trusted: boolean; together: boolean }>`
    select member_id as member, state, trusted, with_id is not null as together from suggestion where workspace_id = ${workspaceId} and id = ${id}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** What is kept of what was given, by its kind. */
async function checked(services: Services, who: Who, given: Given) {
  const { workspaceId } = who;
  const { kind, way, topic, credit } = given;
  const words = {
    title: line(given.title),
    body: clean(given.body).trim(),
    alt: kind === "photo" ? line(given.alt) : "",
  };
  const boxes = checkBoxes(kind, given.boxes);
  if (
    topic !== null &&
    !(await topicsOf(services.db, workspaceId)).some(({ id, archived }) => id === topic && !archived)
  )
    throw noTopic();
  const medium = kind === "photo" ? given.medium : null;
  if (kind === "photo") {
    if (medium === null || !(await broughtIn(services.db, who, medium))) throw noPhoto();
    if (words.alt === "") throw noAlt();
  }
  const link = kind === "link" ? readLink(given.link ?? "") : null;
  if (kind === "link" && link === null) throw noLink();
  if (kind !== "link" && words.body === "" && words.title === "") throw noWords();
  const page = link === null ? null : (await lookAtLink(services, workspaceId, link)).page;
  if (kind === "link" && words.title === "" && words.body === "" && (page?.title ?? "") === "") throw noWords();
  // Who is asked for a word is named with it; an idea goes on to nobody.
  return { kind: kind as Kind, way, ...words, boxes, topic, medium, link, page, credit: credit && kind !== "idea" };
}

const line = (text: string): string => clean(text).replace(/\s+/gu, " ").trim();

async function countDay(trx: Trx, { workspaceId, memberId }: Who): Promise<void> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from suggestion
    where workspace_id = ${workspaceId} and member_id = ${memberId} and sent_at > now() - interval '1 day'`.execute(
    trx,
  );
  if (rows[0]!.count >= perDay.sent) throw tooMany(3600);
}

const noPhoto = () =>
  unprocessable("no_photo", {
    en: "The photo is not there any more. Please add it again.",
    fr: "La photo n’est plus là. Ajoutez-la de nouveau.",
  });
const noAlt = () =>
  unprocessable("no_alt", {
    en: "Say in a few words what the photo shows, for those who do not see it.",
    fr: "Dites en quelques mots ce que montre la photo, pour qui ne la voit pas.",
  });
const noWords = () =>
  unprocessable("no_words", {
    en: "Say at least a few words.",
    fr: "Dites-en au moins quelques mots.",
  });
const noTopic = () =>
  conflict("no_topic", {
    en: "This topic does not exist any more. Choose another one, or none.",
    fr: "Ce thème n’existe plus. Choisissez-en un autre, ou aucun.",
  });
