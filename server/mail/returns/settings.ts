import type { Text } from "#engine/text.ts";
import type { Body, Reply } from "../../api.ts";
import { record } from "../../audit.ts";
import { unprocessable } from "../../errors.ts";
import type { Db, Services } from "../../ports.ts";
import { secretNames, secretReader } from "../../vault/secrets.ts";
import type { BoxPlace, BoxTools } from "./imap.ts";
import { withBox } from "./imap.ts";

type Admin = { workspaceId: string; memberId: string };
/** The mailbox that is read; its password is named here, and stands in the vault. */
export type BoxSettings = BoxPlace & {
  secret: string;
  /** Mails to this address are suggestions; null: none are. */
  suggestTo: string | null;
};

export async function boxSettings(db: Db, workspaceId: string): Promise<BoxSettings | null> {
  const row = await db
    .selectFrom("mail_return")
    .select(["host", "port", "tls", "username", "secret", "folder", "suggest_to as suggestTo"])
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, tls: row.tls as BoxPlace["tls"] };
}

/** Which mailbox is read, and how that fares. */
export async function readReturnBox(db: Db, workspaceId: string): Promise<Reply<"readMailReturns">> {
  const row = await db
    .selectFrom("mail_return")
    .select(["trouble", "trouble_since", "good_at", "next_at"])
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirst();
  const trouble = (row?.trouble ?? null) as { why: Text; answer: string } | null;
  return {
    settings: await boxSettings(db, workspaceId),
    trouble:
      trouble === null || row?.trouble_since == null
        ? null
        : { since: row.trouble_since, why: trouble.why, answer: trouble.answer },
    goodAt: row?.good_at ?? null,
    nextAt: row?.next_at ?? null,
  };
}

/** Keeps which mailbox is read; from its start where it is another one. 422 where it cannot work. */
export async function saveReturnBox(db: Db, admin: Admin, given: Body<"saveMailReturns">): Promise<void> {
  const { workspaceId } = admin;
  const { suggestTo = null, ...place } = given;
  const kept = { ...place, suggest_to: suggestTo?.toLowerCase() ?? null };
  if (!(await secretNames(db, workspaceId)).has(given.secret))
    throw unprocessable("mail_secret", noSecret(given.secret));
  const before = await boxSettings(db, workspaceId);
  const same = (["host", "username", "folder"] as const).every((name) => before?.[name] === given[name]);
  // Whoever reads it now reads no further: what they know is old.
  const anew = { lease: null, lease_until: null, failures: 0, trouble: null, trouble_since: null };
  const start = same ? {} : { validity: null, last_uid: 0, good_at: null };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("mail_return")
      .values({ workspace_id: workspaceId, ...kept })
      .onConflict((conflict) =>
        conflict.column("workspace_id").doUpdateSet((eb) => {
          const now = eb.fn<string>("now");
          return { ...kept, ...anew, ...start, next_at: now, updated_at: now };
        }),
      )
      .execute();
    const { host, port, tls } = given;
    await record(trx, { ...admin, action: "mail.returns", subject: "mail/returns", detail: { host, port, tls } });
  });
}

/** No mailbox is read any more; what was reported of mails stays. */
export async function forgetReturnBox(db: Db, admin: Admin): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom("mail_return").where("workspace_id", "=", admin.workspaceId).execute();
    await record(trx, { ...admin, action: "mail.returns", subject: "mail/returns", detail: { host: null } });
  });
}

/** Opens the mailbox now, and tells what is wrong with it; where nothing is, the next turn is due. Reads no message. 422 where none is set up. */
export async function tryReturnBox(
  services: Pick<Services, "db" | "vault">,
  tools: BoxTools,
  workspaceId: string,
): Promise<Reply<"tryMailReturns">> {
  const own = await boxSettings(services.db, workspaceId);
  if (own === null) throw unprocessable("mail_not_set_up", notSetUp);
  const { host } = own;
  const password = await secretReader(services, workspaceId)(own.secret);
  if (password === null) return { works: false, host, messages: null, why: noSecret(own.secret), answer: "" };
  const opened = await withBox(own, password, { patience: 20_000, ...tools }, (box) => Promise.resolve(box.messages));
  if ("failed" in opened) return { works: false, host, messages: null, ...opened.failed };
  await services.db
    .updateTable("mail_return")
    .set((eb) => ({ next_at: eb.fn<string>("now"), trouble: null, trouble_since: null, failures: 0 }))
    .where("workspace_id", "=", workspaceId)
    .execute();
  return { works: true, host, messages: opened.read, why: null, answer: "" };
}

export const noSecret = (name: string): Text => ({
  en: `There is no secret called “${name}”. Store it under Secrets first.`,
  fr: `Il n’y a pas de secret « ${name} ». Enregistrez-le d’abord sous Secrets.`,
});
const notSetUp: Text = {
  en: "No mailbox is set up to be read. Enter one first.",
  fr: "Aucune boîte aux lettres à lire n’est configurée. Indiquez-en une d’abord.",
};
