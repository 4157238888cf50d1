import { sql } from "kysely";
import type { Text } from "#engine/text.ts";
import { inWorkspace } from "../database/scope.ts";
import { notFound } from "../errors.ts";
import type { Db, Settings, Trx } from "../ports.ts";
import { markedRow, readMarkedRow, type RowMark } from "../vault/marked.ts";

/** What somebody does not want to get is told by a link of theirs: it names the workspace and the choice, and is signed. */
export type Topic = { name: string; title: Text };
export type ChoiceMark = RowMark;

const purpose = { name: "mail choices", bytes: 10 };
type Key = Pick<Settings, "masterKey">;

/** 43 letters: workspace, number, signature. It holds neither the address nor anything that signs in. */
export const choiceToken = (key: Key, mark: ChoiceMark): string => markedRow(key, purpose, mark);

/** Throws `not_found` for a token that is none of ours. */
export function readChoiceToken(key: Key, token: string): ChoiceMark {
  const mark = readMarkedRow(key, purpose, token);
  if (mark === null) throw notFound();
  return mark;
}

/** The row that the links of a mail name; made by the first mail of its kind to the address. */
export async function choiceOf(
  db: Db | Trx,
  { workspaceId, address, topic }: { workspaceId: string; address: string; topic: Topic },
): Promise<ChoiceMark> {
  const { rows } = await sql<{ id: string }>`
    insert into mail_choice (workspace_id, address, topic, title) values (${workspaceId}, ${address}, ${topic.name}, ${JSON.stringify(topic.title)})
    on conflict (workspace_id, address, topic) do update set title = excluded.title returning id`.execute(db);
  return { workspaceId, id: String(rows[0]!.id) };
}

/** What a link is about: enough for its reader to know what they stop. */
export async function readChoice(
  db: Db,
  { workspaceId, id }: ChoiceMark,
): Promise<{ company: string; address: string; title: Text; stopped: boolean }> {
  const row = await inWorkspace(workspaceId, () =>
    db
      .selectFrom("mail_choice as c")
      .innerJoin("workspace as w", "w.id", "c.workspace_id")
      .select(["w.name as company", "c.address", "c.stopped_at"])
      .select(sql<Text>`c.title`.as("title"))
      .where("c.workspace_id", "=", workspaceId)
      .where("c.id", "=", Number(id))
      .executeTakeFirst(),
  );
  if (!row) throw notFound();
  return { company: row.company, address: row.address, title: row.title, stopped: row.stopped_at !== null };
}

/** Stops such mails to the address, or lets them come again. As often as one likes. */
export async function choose(db: Db, { workspaceId, id }: ChoiceMark, stop: boolean): Promise<void> {
  const { numUpdatedRows } = await inWorkspace(workspaceId, () =>
    db
      .updateTable("mail_choice")
      .set((eb) => ({ stopped_at: stop ? eb.fn.coalesce("stopped_at", eb.fn<string>("now")) : null }))
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", Number(id))
      .executeTakeFirst(),
  );
  if (numUpdatedRows === 0n) throw notFound();
}

/** `l***@example.org`: its owner knows it, and whoever got the link from them does not. */
export const masked = (address: string): string => address.replace(/^(.).*(@.*)$/u, "$1***$2");
