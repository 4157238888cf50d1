import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { shownUrl } from "../entries/row.ts";

/** Of what a person made, as it is kept. */
export type MadeColumns = {
  link: string | null;
  words: string;
  medium: string | null;
  alt: string;
  doneAt: string | null;
};
export const madeColumns = sql.raw(`p.link, p.made as words, p.medium_id as medium, p.alt, p.done_at as "doneAt"`);

/** As it is told; null: nothing is made yet. */
export const madeOf = ({ link, words, medium, alt, doneAt }: MadeColumns): Reply<"getAsked">["made"] =>
  doneAt === null
    ? null
    : { at: doneAt, link, words, picture: medium === null ? null : { id: medium, url: shownUrl(medium), alt } };
