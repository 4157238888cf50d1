import { hash } from "node:crypto";
import PostalMime from "postal-mime";
import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { contentOf } from "#engine/content.ts";
import { wordsOf } from "../feed/text.ts";
import { MediaError } from "../media/error.ts";
import { notify } from "../notices/notify.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { most } from "./kinds.ts";

/** Bytes of a mail that are read: one photo of a phone, as mails carry it. */
export const mailBytes = 8_000_000;
/** Of one person in a day; more is left alone. */
const perDay = 10;

/** A mail that is a suggestion, as far as it is one. `from`: what it says of itself, which anybody can write. */
export type Mailed = { key: string; from: string; body: string; picture: Buffer | null };

/** Reads a mail's bytes; null for what has no sender, or was written by a machine (RFC 3834). */
export async function readMailed(source: Uint8Array): Promise<Mailed | null> {
  const mail = await PostalMime.parse(source, { maxNestingDepth: 8, maxHeadersSize: 256_000 }).catch(() => null);
  const from = mail?.from?.address?.trim().toLowerCase() ?? "";
  if (mail === null || from === "") return null;
  const header = (name: string): string => mail.headers.find(({ key }) => key === name)?.value ?? "";
  if (!/^(?:no)?$/iu.test(header("auto-submitted").trim())) return null;
  const text = mail.text?.trim() || wordsOf({ text: mail.html ?? "", form: "html" }, most.body);
  const words = [mail.subject ?? "", unsigned(text)].map((part) => clean(part).trim()).filter((part) => part !== "");
  const picture = mail.attachments
    .map(({ content }) =>
      typeof content === "string" ? Buffer.from(content) : Buffer.from(new Uint8Array(content as ArrayBuffer)),
    )
    .find((bytes) => contentOf(bytes).kind === "picture");
  const mark = mail.messageId ?? Buffer.from(source).toString("base64");
  return {
    key: hash("sha256", `${from}\n${mark}`, "base64url"),
    from,
    body: words.join("\n\n").slice(0, most.body),
    picture: picture ?? null,
  };
}

/** Without the signature, and without what is quoted below. */
const unsigned = (text: string): string => (text.split(/^-- ?$/mu)[0] ?? "").replace(/(?:^>.*(?:\n|$))+\s*$/mu, "");

type Author = { id: string };

/** Who has this address here; null: nobody, and nobody is told so. */
export async function authorOf(db: Db, workspaceId: string, from: string): Promise<Author | null> {
  const { rows } = await sql<Author>`select id from member
    where workspace_id = ${workspaceId} and lower(email) = ${from} and disabled_at is null limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Keeps a mail's picture before the transaction; null where it has none that can be kept. */
export async function keepMailed(
  media: Services["media"] | undefined,
  workspaceId: string,
  picture: Buffer | null,
): Promise<string | null> {
  if (picture === null || media === undefined) return null;
  try {
    return (await media.keep(workspaceId, picture)).id;
  } catch (error) {
    if (error instanceof MediaError) return null;
    throw error;
  }
}

/**
 * A mail as a draft of whom it says it is from: only they see it, and it goes nowhere before they, signed in, have looked at it and sent it.
 * Read again it is there once.
 */
export async function draftMailed(
  trx: Trx,
  workspaceId: string,
  { id: memberId }: Author,
  { key, body }: Mailed,
  medium: string | null,
): Promise<void> {
  const link = /https?:\/\/[^\s<>"]+/iu.exec(body)?.[0] ?? null;
  const kind = medium !== null ? "photo" : link !== null ? "link" : "text";
  const { rows } = await sql<{ id: string }>`
    insert into suggestion (workspace_id, member_id, kind, state, way, body, link, medium_id, mail_key)
    select ${workspaceId}, ${memberId}, ${kind}, 'draft', 'mail', ${body}, ${kind === "link" ? link : null}, ${medium}::uuid, ${key}
    where (select count(*) from suggestion s where s.workspace_id = ${workspaceId} and s.member_id = ${memberId}
      and s.way = 'mail' and s.created_at > now() - interval '1 day') < ${perDay}
    on conflict (workspace_id, mail_key) where mail_key is not null do nothing returning id`.execute(trx);
  const [draft] = rows;
  if (draft === undefined) return;
  if (medium !== null)
    await sql`insert into suggestion_picture (workspace_id, member_id, medium_id) values (${workspaceId}, ${memberId}, ${medium})
      on conflict do nothing`.execute(trx);
  const title = (body.split("\n")[0] ?? "").slice(0, 120);
  await notify(trx, {
    workspaceId,
    memberId,
    reason: `suggestion/${draft.id}/mailed`,
    kind: "suggestion",
    data: {
      title: { en: `“${title}” came by mail: send it?`, fr: `« ${title} » est arrivée par e-mail : l’envoyer ?` },
      text: {
        en: "A mail from your address came in as a suggestion. Nobody reads it before you have sent it; if it was not you, throw it away.",
        fr: "Un e-mail de votre adresse est arrivé comme suggestion. Personne ne la lit avant que vous l’ayez envoyée ; si ce n’était pas vous, jetez-la.",
      },
      button: { en: "Look and send", fr: "Regarder et envoyer" },
      path: `/suggest/${draft.id}`,
    },
  });
}
