import { type Kysely, sql } from "kysely";

/**
 * Suggestions that come by mail: to an address whose mails lie in the mailbox that is read for returns anyway. From alone proves nothing, so
 * that each is a draft until its author, signed in, sends it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table mail_return add column suggest_to text`,
  `comment on column mail_return.suggest_to is 'mails to this address are suggestions of whom they are from; null: none are'`,
  `alter table suggestion add column mail_key text`,
  `comment on column suggestion.mail_key is 'by which a mail is known again, however often it is read'`,
  `create unique index suggestion_mail on suggestion (workspace_id, mail_key) where mail_key is not null`,
];
