import { sql } from "kysely";
import type { Written } from "#engine/written.ts";
import { unprocessable } from "../errors.ts";
import type { Db, Trx } from "../ports.ts";

type Agreed = { words: string; link: string | null; medium: string | null; alt: string };

/**
 * Why an entry that was begun from a portrait may not go out: its person has not said yes, has taken it back, or said yes to other words or another picture.
 * Asked where it is planned, where what is planned is changed, and again where it enters. null: nothing stands in the way.
 */
export async function barredByPortrait(
  db: Db | Trx,
  workspaceId: string,
  id: string,
  { words, thread, comment, link, media }: Written,
): Promise<"no_yes" | "other_words" | null> {
  const { rows } = await sql<{ agreed: Agreed | null }>`
    select case when p.state = 'agreed' and p.until > now() then p.receipt end as agreed from portrait_entry x
      left join portrait p on p.workspace_id = x.workspace_id and p.id = x.portrait_id
    where x.workspace_id = ${workspaceId} and x.entry_id = ${id}`.execute(db);
  const [found] = rows;
  if (found === undefined) return null;
  const { agreed } = found;
  if (agreed === null) return "no_yes";
  const same =
    words.every(({ text }) => text.trim() === agreed.words) &&
    thread.every((one) => one.trim() === "") &&
    comment.trim() === "" &&
    (link ?? "") === (agreed.link ?? "") &&
    // It may go without its picture, and never with another.
    media.every((one) => one.id === agreed.medium && one.alt === agreed.alt);
  return same ? null : "other_words";
}

/** Throws 422 `portrait_unagreed`. */
export async function checkPortrait(db: Db | Trx, workspaceId: string, id: string, written: Written): Promise<void> {
  const why = await barredByPortrait(db, workspaceId, id, written);
  if (why === null) return;
  throw unprocessable(
    "portrait_unagreed",
    why === "no_yes"
      ? {
          en: "This is a portrait, and its person has not said yes, or has taken it back. Nothing of it goes out.",
          fr: "C’est un portrait, et la personne n’a pas dit oui, ou l’a repris. Rien n’en part.",
        }
      : {
          en: "Its person said yes to other words, or to another picture. Put those back, or propose the new ones to them first.",
          fr: "La personne a dit oui à d’autres mots, ou à une autre image. Remettez-les, ou proposez-lui d’abord les nouveaux.",
        },
  );
}
