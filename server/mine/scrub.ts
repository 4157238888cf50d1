import { type RawBuilder, sql } from "kysely";
import type { DB } from "../database/db.gen.ts";
import type { Trx } from "../ports.ts";
import type { Person, Word } from "./person.ts";

/**
 * Where words about somebody may stand although the row is not theirs: what the server said of them there, and what others wrote. `json`: texts inside
 * JSON; `list`: a list of texts. `among`: of which rows only, where a table has too many to read them all.
 */
type Told = {
  table: keyof DB;
  columns: string[];
  json: boolean;
  list?: true;
  among?: (person: Person) => RawBuilder<unknown>;
};

/** Passes on a post of theirs: it says whose it was. */
const passesOn = (column: string) => (person: Person) =>
  sql`${sql.ref(column)} in (
  select r.delivery_id from repost r join delivery l on l.workspace_id = r.workspace_id and l.id = r.lead_id
  where r.workspace_id = ${person.workspaceId} and l.account_id = any(${person.accounts}::uuid[]))`;

export const told: readonly Told[] = [
  { table: "audit", columns: ["detail"], json: true },
  { table: "audit", columns: ["subject"], json: false },
  { table: "mail", columns: ["data", "back", "why"], json: true },
  { table: "mail", columns: ["subject", "name", "reason", "answer"], json: false },
  // Of accounts of the company, whose consent they gave.
  { table: "consent", columns: ["receipt"], json: true },
  { table: "approval", columns: ["by", "word"], json: false },
  // What somebody wrote without their name may name another.
  { table: "survey", columns: ["words"], json: false, list: true },
  { table: "portrait", columns: ["note", "alt", "words", "wish"], json: false },
  { table: "portrait", columns: ["questions", "answers", "receipt"], json: true },
  { table: "talk", columns: ["address", "words", "word"], json: false },
  { table: "thanks", columns: ["thing", "words"], json: false },
  { table: "cue", columns: ["title", "text", "author", "author_account", "url"], json: false },
  { table: "cue", columns: ["picture"], json: true },
  { table: "cue", columns: ["ideas"], json: false, list: true },
  { table: "brief", columns: ["title", "wanted", "effort"], json: false },
  { table: "brief", columns: ["help"], json: true },
  { table: "notice", columns: ["data"], json: true, among: () => sql`data is not null` },
  { table: "notice", columns: ["reason"], json: false, among: () => sql`kind = 'brief'` },
  { table: "kept", columns: ["answer", "asked"], json: true },
  { table: "sign_off", columns: ["document"], json: true },
  { table: "sign_off", columns: ["note", "word"], json: false },
  { table: "version", columns: ["document", "change"], json: true },
  { table: "version", columns: ["note"], json: false },
  { table: "map", columns: ["draft", "node_state"], json: true },
  { table: "map", columns: ["name"], json: false },
  { table: "map_folder", columns: ["name"], json: false },
  { table: "source", columns: ["config", "error", "document"], json: true },
  { table: "source", columns: ["key", "title"], json: false },
  { table: "run", columns: ["warnings", "error"], json: true },
  { table: "workspace", columns: ["attested"], json: true },
  { table: "workspace", columns: ["stop_reason"], json: false },
  { table: "network_grant", columns: ["subject_name"], json: false },
  {
    table: "short_link",
    columns: ["target"],
    json: false,
    among: (person) => sql`delivery_id in (
    select id from delivery where workspace_id = ${person.workspaceId} and account_id = any(${person.accounts}::uuid[]))`,
  },
  { table: "delivery", columns: ["post", "reason"], json: true, among: passesOn("id") },
  { table: "delivery", columns: ["text"], json: false, among: passesOn("id") },
  { table: "repost", columns: ["other"], json: true, among: passesOn("delivery_id") },
];

/** Takes a person's names, addresses, handles and ids out of what is told elsewhere; a dash, or the opaque id, stands there then. */
export async function scrub(trx: Trx, person: Person): Promise<void> {
  if (person.words.length === 0) return;
  for (const { table, columns, json, list, among } of told) {
    const key = table === "workspace" ? sql`id` : sql`workspace_id`;
    for (const column of columns) {
      const text = sql`${sql.ref(column)}::text`;
      const found = sql.join(
        person.words.map((word) => finds(text, word, json)),
        sql` or `,
      );
      const clean = person.words.reduce<RawBuilder<unknown>>((from, word) => replaced(from, word, json), text);
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = (${clean})${json ? sql`::jsonb` : list === true ? sql`::text[]` : sql``}
        where ${key} = ${person.workspaceId} and (${found}) ${among === undefined ? sql`` : sql`and ${among(person)}`}`.execute(
        trx,
      );
    }
  }
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Asked first, cheaply: most rows say nothing of anybody. */
const finds = (text: RawBuilder<unknown>, { text: word, plain }: Word, json: boolean): RawBuilder<unknown> =>
  json
    ? sql`position(lower(${plain ? inJson(word) : `"${inJson(word)}"`}) in lower(${text})) > 0`
    : plain
      ? sql`position(lower(${word}) in lower(${text})) > 0`
      : sql`${text} = ${word}`;

/** Whole words, in whatever case; one that may be anybody's only as all that is said. */
function replaced(from: RawBuilder<unknown>, { text, instead, plain }: Word, json: boolean): RawBuilder<unknown> {
  if (!plain)
    return json
      ? sql`replace(${from}, ${`"${inJson(text)}"`}, ${`"${inJson(instead)}"`})`
      : sql`regexp_replace(${from}, ${`^${pattern(text)}$`}, ${instead})`;
  const word = pattern(json ? inJson(text) : text);
  return sql`regexp_replace(${from}, ${`${before}${word}${after}`}, ${instead}, 'gi')`;
}

/** A word ends where nothing of a longer one goes on: `lea` is not in `lea.martin`, and is at the end of a sentence. */
const before = "(?<![[:alnum:]_-])(?<![[:alnum:]][.@])";
const after = "(?![[:alnum:]_-])(?![.@][[:alnum:]])";
const pattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&");
