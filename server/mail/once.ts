import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Language } from "#engine/text.ts";
import type { Db, Trx } from "../ports.ts";
import { readAddress } from "#engine/mail-address.ts";
import { cleanName } from "./address.ts";
import type { Template } from "./templates/letter.ts";

/** A mail that somebody is to get. */
export type Once<Data> = {
  workspaceId: string;
  /** Why: the same reason makes one mail, however often it is given, for as long as the workspace lives. Its first part is the kind, e.g. `invite/<member>`. */
  reason: string;
  to: { address: string; name?: string };
  /** What is checked is what is given here; a template that is filled when it goes (fill.ts) keeps less in its row than it says. */
  template: Pick<Template<Data>, "name" | "topic" | "data" | "lasts">;
  data: Data;
  language: Language;
};

/**
 * Puts a mail into the outbox, in the transaction of the deed that it tells of. True: it is new there. What becomes of it is the
 * sender's: it may be dropped where its reader wants no such mails, or their address takes none. Throws for an address that is none.
 */
export async function mailOnce<Data>(trx: Trx | Db, mail: Once<Data>): Promise<boolean> {
  return (await mailMany(trx, [mail])) === 1;
}

/** Many at once, of one workspace. Returns how many are new. */
export async function mailMany<Data>(trx: Trx | Db, mails: readonly Once<Data>[]): Promise<number> {
  const [first] = mails;
  if (first === undefined) return 0;
  const { workspaceId } = first;
  const rows = mails.map(row);
  await sql`insert into mail_state (workspace_id) values (${workspaceId}) on conflict do nothing`.execute(trx);
  const { numAffectedRows } = await sql`
    insert into mail (workspace_id, reason, template, topic, language, address, name, data, message_id, expires_at)
    select ${workspaceId}, r.reason, r.template, r.topic, r.language, r.address, r.name, r.data, r.message_id, now() + make_interval(secs => r.lasts)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      reason text, template text, topic text, language text, address text, name text, data jsonb, message_id text, lasts int)
    on conflict (workspace_id, reason) do nothing`.execute(trx);
  return Number(numAffectedRows ?? 0);
}

function row<Data>({ reason, to, template, data, language }: Once<Data>) {
  const address = readAddress(to.address);
  if (address === null) throw new Error("a mail is for one plain address");
  const checked = template.data.parse(data);
  return {
    reason,
    template: template.name,
    topic: template.topic?.(checked).name ?? null,
    language,
    address,
    name: to.name === undefined ? null : cleanName(to.name),
    data: checked,
    message_id: randomUUID(),
    lasts: template.lasts,
  };
}
