import { record } from "../audit.ts";
import { unprocessable } from "../errors.ts";
import type { Db, Settings } from "../ports.ts";
import { secretNames } from "../vault/secrets.ts";
import { readAddress } from "#engine/mail-address.ts";
import { cleanName } from "./address.ts";

/** How a workspace sends its mails. Secrets are named here, and stand in the vault. */
export type MailSettings = {
  host: string;
  port: number;
  tls: "tls" | "starttls" | "none";
  auth: "none" | "password" | "xoauth2";
  username: string;
  /** The password; with XOAUTH2 the app's own secret. */
  secret: string | null;
  tokenUrl: string | null;
  clientId: string | null;
  scope: string | null;
  /** null: the app asks for tokens by itself (client credentials). */
  refreshSecret: string | null;
  fromName: string;
  fromAddress: string;
  replyTo: string | null;
  perMinute: number;
  perRecipient: number;
};

export const usualPace = { perMinute: 60, perRecipient: 10 };

export async function mailSettings(db: Db, workspaceId: string): Promise<MailSettings | null> {
  const row = await db
    .selectFrom("mail_setting")
    .select(["host", "port", "tls", "auth", "username", "secret", "scope", "client_id", "token_url", "refresh_secret"])
    .select(["from_name", "from_address", "reply_to", "per_minute", "per_recipient"])
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    host: row.host,
    port: row.port,
    tls: row.tls as MailSettings["tls"],
    auth: row.auth as MailSettings["auth"],
    username: row.username,
    secret: row.secret,
    tokenUrl: row.token_url,
    clientId: row.client_id,
    scope: row.scope,
    refreshSecret: row.refresh_secret,
    fromName: row.from_name,
    fromAddress: row.from_address,
    replyTo: row.reply_to,
    perMinute: row.per_minute,
    perRecipient: row.per_recipient,
  };
}

/** Whether a mail of this workspace goes anywhere: set up by itself or by the server, or read in the demo's mailbox. */
export async function canMail(
  { db, settings }: { db: Db; settings: Pick<Settings, "mail" | "mailbox"> },
  workspaceId: string,
): Promise<boolean> {
  if (mailsByItself(settings)) return true;
  const row = await db
    .selectFrom("mail_setting")
    .select("workspace_id")
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the server sends, whatever a workspace sets. */
export const mailsByItself = (settings: Pick<Settings, "mail" | "mailbox">): boolean =>
  (settings.mail ?? settings.mailbox ?? null) !== null;

/** Keeps how mails are sent. 422 with a sentence where it cannot work. */
export async function saveMailSettings(
  db: Db,
  admin: { workspaceId: string; memberId: string },
  given: MailSettings,
): Promise<void> {
  const { workspaceId } = admin;
  const fromAddress = readAddress(given.fromAddress);
  const replyTo = given.replyTo === null ? null : readAddress(given.replyTo);
  if (fromAddress === null || (given.replyTo !== null && replyTo === null))
    throw unprocessable("mail_address", badAddress);
  if (given.auth !== "none" && given.tls === "none") throw unprocessable("mail_plain", plain);
  const named = [given.auth === "none" ? null : given.secret, given.auth === "xoauth2" ? given.refreshSecret : null];
  const stored = await secretNames(db, workspaceId);
  for (const name of named) if (name !== null && !stored.has(name)) throw unprocessable("mail_secret", noSecret(name));
  if (given.auth !== "none" && (given.secret === null || given.username === ""))
    throw unprocessable("mail_login", noLogin);
  if (given.auth === "xoauth2" && (given.tokenUrl === null || given.clientId === null))
    throw unprocessable("mail_tokens", noTokens);
  const row = {
    host: given.host,
    port: given.port,
    tls: given.tls,
    auth: given.auth,
    username: given.username,
    secret: given.secret,
    token_url: given.tokenUrl,
    client_id: given.clientId,
    scope: given.scope,
    refresh_secret: given.refreshSecret,
    from_name: cleanName(given.fromName),
    from_address: fromAddress,
    reply_to: replyTo,
    per_minute: given.perMinute,
    per_recipient: given.perRecipient,
  };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("mail_setting")
      .values({ workspace_id: workspaceId, ...row })
      .onConflict((conflict) =>
        conflict.column("workspace_id").doUpdateSet((eb) => ({ ...row, updated_at: eb.fn<string>("now") })),
      )
      .execute();
    // What failed before may pass now: the queue is tried at once.
    await trx
      .updateTable("mail_state")
      .set({ wait_until: null, failures: 0, trouble: null, trouble_at: null })
      .where("workspace_id", "=", workspaceId)
      .execute();
    const { host, port, tls, auth } = given;
    await record(trx, {
      ...admin,
      action: "mail.settings",
      subject: "mail/settings",
      detail: { host, port, tls, auth },
    });
  });
}

/** Back to the server's own settings, or to none. */
export async function forgetMailSettings(db: Db, admin: { workspaceId: string; memberId: string }): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom("mail_setting").where("workspace_id", "=", admin.workspaceId).execute();
    await record(trx, { ...admin, action: "mail.forget", subject: "mail/settings" });
  });
}

const badAddress = {
  en: "Enter one plain address for the sender, and one or none for answers.",
  fr: "Indiquez une adresse simple pour l’expéditeur, et une ou aucune pour les réponses.",
};
const plain = {
  en: "A password or token is never sent without TLS. Choose TLS or STARTTLS, or a server that asks for none.",
  fr: "Un mot de passe ou un jeton n’est jamais envoyé sans TLS. Choisissez TLS ou STARTTLS, ou un serveur qui n’en demande pas.",
};
const noLogin = {
  en: "Enter the user, and the name of the stored secret that opens the server.",
  fr: "Indiquez l’utilisateur et le nom du secret enregistré qui ouvre le serveur.",
};
const noTokens = {
  en: "XOAUTH2 needs the address that gives tokens and the app’s client ID.",
  fr: "XOAUTH2 demande l’adresse qui donne les jetons et l’identifiant client de l’application.",
};
const noSecret = (name: string) => ({
  en: `There is no secret called “${name}”. Store it under Secrets first.`,
  fr: `Il n’y a pas de secret « ${name} ». Enregistrez-le d’abord sous Secrets.`,
});
