import { sql } from "kysely";
import type { Text } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { record } from "../audit.ts";
import { cutRows, type Paging, readMark, writeMark } from "../database/paging.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import type { Db, Services } from "../ports.ts";
import { readAddress } from "#engine/mail-address.ts";
import { park } from "./outbox.ts";
import { mailSettings } from "./settings.ts";
import type { Templates } from "./templates.ts";

type Admin = { workspaceId: string; memberId: string };
type Row = Reply<"listMails">["rows"][number];

/** Whether mails go out, by whose settings, and what stands in the way. */
export async function readMail(
  { db, settings }: Pick<Services, "db" | "settings">,
  workspaceId: string,
): Promise<Reply<"readMail">> {
  const own = await mailSettings(db, workspaceId);
  const server = settings.mail ?? null;
  const box = settings.mailbox ?? null;
  const by = own !== null ? "workspace" : server !== null ? "server" : box !== null ? "demo" : "nobody";
  const state = await db
    .selectFrom("mail_state")
    .select(["wait_until", "trouble", "trouble_at", "good_at"])
    .where("workspace_id", "=", workspaceId)
    .executeTakeFirst();
  const counts = await sql<{ queued: number; sent: number; trouble: number; parked: number }>`
    select (select count(*)::int from mail where workspace_id = ${workspaceId} and state = 'queued') as queued,
      (select count(*)::int from mail where workspace_id = ${workspaceId} and state = 'sent' and called_at > now() - interval '1 day') as sent,
      (select count(*)::int from mail where workspace_id = ${workspaceId} and state in ('refused','failed','unknown','returned') and made_at > now() - interval '30 days') as trouble,
      (select count(*)::int from mail_parked where workspace_id = ${workspaceId}) as parked`.execute(db);
  const trouble = (state?.trouble ?? null) as { why: Text; answer: string } | null;
  return {
    settings: own,
    by,
    host: own?.host ?? server?.host ?? null,
    from: own?.fromAddress ?? server?.fromAddress ?? null,
    mailbox: by === "demo" ? box : null,
    waitUntil: state?.wait_until ?? null,
    trouble:
      trouble === null || state?.trouble_at == null
        ? null
        : { at: state.trouble_at, why: trouble.why, answer: trouble.answer },
    goodAt: state?.good_at ?? null,
    counts: counts.rows[0]!,
  };
}

export async function listMails(
  db: Db,
  templates: Templates,
  workspaceId: string,
  { trouble, ...paging }: Paging & { trouble?: boolean | undefined },
): Promise<Reply<"listMails">> {
  const before = readMark(paging.before);
  const found = await db
    .selectFrom("mail")
    .select(["id", "template", "subject", "address", "state", "tries", "made_at as madeAt", "next_at as nextAt"])
    .select(["ended_at as endedAt", "status", "answer", "back_at as backAt"])
    .select(sql<Omit<NonNullable<Row["back"]>, "at"> | null>`back`.as("back"))
    .select(sql<Text | null>`why`.as("why"))
    .where("workspace_id", "=", workspaceId)
    .$if(trouble === true, (query) => query.where(sql<boolean>`state in ('refused','failed','unknown','returned')`))
    .$if(before !== null, (query) =>
      query.where(sql<boolean>`(made_at, id) < (${before?.at}::timestamptz, ${before?.id}::uuid)`),
    )
    .orderBy("made_at", "desc")
    .orderBy("id", "desc")
    .limit(paging.limit + 1)
    .execute();
  const { rows, next } = cutRows(found, paging.limit, (row) => writeMark({ at: row.madeAt, id: row.id }));
  return {
    next,
    rows: rows.map(({ backAt, back, ...row }) => ({
      ...row,
      back: back === null || backAt === null ? null : { ...back, at: backAt },
      state: row.state as Row["state"],
      nextAt: row.state === "queued" ? row.nextAt : null,
      title: templates.get(row.template)?.title ?? { en: row.template, fr: row.template },
    })),
  };
}

/** A person's explicit wish, written down: the same Message-ID, so that a mailbox that has it knows it. 404; 409 where there is nothing to send again. */
export async function mailAgain(db: Db, admin: Admin, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ address: string }>`
      update mail set state = 'queued', tries = 0, next_at = now(), expires_at = now() + interval '3 days', ended_at = null, why = null,
        status = null, answer = null, handed_at = null, back = null, back_at = null
      where workspace_id = ${admin.workspaceId} and id = ${id} and state in ('refused','failed','unknown','returned') and data is not null
      returning address`.execute(trx);
    if (rows[0] === undefined) {
      const there = await trx
        .selectFrom("mail")
        .select("id")
        .where("workspace_id", "=", admin.workspaceId)
        .where("id", "=", id)
        .executeTakeFirst();
      throw there === undefined ? notFound() : conflict("mail_over", notAgain);
    }
    await record(trx, { ...admin, action: "mail.again", subject: `mail/${id}` });
  });
}

const most = 100;

export async function listParked(db: Db, workspaceId: string, after: string | undefined): Promise<Reply<"listParked">> {
  const found = await db
    .selectFrom("mail_parked")
    .select(["address", "at", "answer"])
    .where("workspace_id", "=", workspaceId)
    .$if(after !== undefined, (query) => query.where("address", ">", after ?? ""))
    .orderBy("address")
    .limit(most + 1)
    .execute();
  return cutRows(found, most, (row) => row.address);
}

/** What a person knows and the server did not say: mails to the address came back. */
export async function parkAddress(db: Db, admin: Admin, given: { address: string; note: string }): Promise<void> {
  const address = readAddress(given.address);
  if (address === null) throw unprocessable("mail_address", noAddress);
  await db.transaction().execute(async (trx) => {
    await park(trx, { workspaceId: admin.workspaceId, address, answer: given.note, by: admin.memberId });
    await record(trx, { ...admin, action: "mail.park", subject: "mail/address" });
  });
}

export async function freeAddress(db: Db, admin: Admin, address: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom("mail_parked")
      .where("workspace_id", "=", admin.workspaceId)
      .where("address", "=", address)
      .returning("address")
      .executeTakeFirst();
    if (!gone) throw notFound();
    await record(trx, { ...admin, action: "mail.free", subject: "mail/address" });
  });
}

const notAgain = {
  en: "This mail is not one that can be sent again: it went, or waits, or its words are forgotten.",
  fr: "Cet e-mail ne peut pas être renvoyé : il est parti, ou il attend, ou son contenu est oublié.",
};
const noAddress = {
  en: "Enter one plain e-mail address.",
  fr: "Indiquez une adresse e-mail simple.",
};
