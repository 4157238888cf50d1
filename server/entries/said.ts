import { sql } from "kysely";

/** All that an entry says to its readers, as one text, out of `written`: its wordings, thread, pictures' descriptions, comment and link. */
export const saidOfEntry = sql<string>`concat_ws(E'\\n', (select string_agg(w->>'text', E'\\n') from jsonb_array_elements(written->'words') w),
  (select string_agg(t, E'\\n') from jsonb_array_elements_text(coalesce(written->'thread', '[]')) t),
  (select string_agg(m->>'alt', E'\\n') from jsonb_array_elements(coalesce(written->'media', '[]')) m), written->>'comment', written->>'link')`;

/** Such a text, as what is looked for in posts takes it. */
export const asPost = (text: string) => ({ parts: [{ kind: "post" as const, text }] });
