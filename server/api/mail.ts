import { z } from "zod";
import { SecretName } from "#engine/secret.ts";
import { languages } from "#engine/text.ts";
import { File } from "./media.ts";
import { admins, byId, done, paged, paging, route, Text, uuid, when } from "./route.ts";

const MailSettings = z.strictObject({
  host: z
    .string()
    .trim()
    .regex(/^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:]+\])$/iu)
    .max(255),
  port: z.int().min(1).max(65_535),
  tls: z.enum(["tls", "starttls", "none"]),
  auth: z.enum(["none", "password", "xoauth2"]),
  username: z.string().trim().max(300),
  secret: SecretName.nullable(),
  tokenUrl: z
    .url({ protocol: /^https$/u })
    .max(1000)
    .nullable(),
  clientId: z.string().trim().min(1).max(300).nullable(),
  scope: z.string().trim().min(1).max(500).nullable(),
  refreshSecret: SecretName.nullable(),
  fromName: z.string().trim().min(1).max(120),
  fromAddress: z.string().trim().max(254),
  replyTo: z.string().trim().max(254).nullable(),
  perMinute: z.int().min(1).max(10_000),
  perRecipient: z.int().min(1).max(1_000),
});

/** The mailbox that is read for mails that came back (IMAP). */
const BoxSettings = z.strictObject({
  host: MailSettings.shape.host,
  port: z.int().min(1).max(65_535),
  tls: z.enum(["tls", "starttls"]),
  username: z.string().trim().min(1).max(300),
  secret: SecretName,
  folder: z.string().trim().min(1).max(200),
  /** Mails to this address are suggestions of whom they are from; null: none are. */
  suggestTo: z.email().max(254).nullable().default(null),
});

/** `returned`: it was handed over, and came back. */
export const mailStates = ["queued", "sending", "sent", "refused", "failed", "unknown", "dropped", "returned"] as const;

const MailRow = z.strictObject({
  id: uuid,
  template: z.string(),
  title: Text,
  subject: z.string().nullable(),
  address: z.string(),
  state: z.enum(mailStates),
  tries: z.int(),
  madeAt: when,
  nextAt: when.nullable(),
  endedAt: when.nullable(),
  status: z.int().nullable(),
  /** The server's own words. */
  answer: z.string().nullable(),
  why: Text.nullable(),
  /** What was reported of it after it was handed over; `delayed`: somebody goes on trying. */
  back: z
    .strictObject({ at: when, kind: z.enum(["returned", "delayed"]), status: z.string(), words: z.string() })
    .nullable(),
});

const byToken = z.strictObject({ token: z.string().max(100) });

/** How mails are sent, what became of them, and what their readers do not want. */
export const mail = {
  readMail: route({
    method: "GET",
    path: "/api/mail",
    access: admins,
    summary: "How mails are sent, and whether they go out",
    reply: z.strictObject({
      settings: MailSettings.nullable(),
      /** Whose settings are in force. `demo`: nothing leaves; mails are read in a mailbox on this machine. */
      by: z.enum(["workspace", "server", "demo", "nobody"]),
      host: z.string().nullable(),
      from: z.string().nullable(),
      /** The demo's mailbox, as a page. */
      mailbox: z.string().nullable(),
      waitUntil: when.nullable(),
      trouble: z.strictObject({ at: when, why: Text, answer: z.string() }).nullable(),
      goodAt: when.nullable(),
      counts: z.strictObject({ queued: z.int(), sent: z.int(), trouble: z.int(), parked: z.int() }),
    }),
  }),
  saveMail: route({
    method: "PUT",
    path: "/api/mail/settings",
    access: admins,
    summary: "Set how mails are sent; secrets are named, and stand in the vault",
    body: MailSettings,
    reply: done,
  }),
  forgetMail: route({
    method: "DELETE",
    path: "/api/mail/settings",
    access: admins,
    summary: "Forget the workspace's own settings for mail",
    reply: done,
  }),
  tryMail: route({
    method: "POST",
    path: "/api/mail/trial",
    access: admins,
    summary: "Send a test mail to oneself, now, and tell what the server answers",
    reply: z.strictObject({
      sent: z.boolean(),
      address: z.string(),
      host: z.string(),
      why: Text.nullable(),
      answer: z.string(),
    }),
  }),
  listMails: route({
    method: "GET",
    path: "/api/mail/outbox",
    access: admins,
    summary: "Mails, newest first; what they said is kept for a month",
    query: paging.extend({ trouble: z.stringbool().optional() }),
    reply: paged(MailRow),
  }),
  mailAgain: route({
    method: "POST",
    path: "/api/mail/outbox/:id/again",
    access: admins,
    summary: "Send a mail again that was refused, came too late, or whose answer was lost",
    params: byId,
    reply: done,
  }),
  listParked: route({
    method: "GET",
    path: "/api/mail/parked",
    access: admins,
    summary: "Addresses that took no mail, and get none until they are let again",
    query: z.strictObject({ after: z.string().max(254).optional() }),
    reply: z.strictObject({
      rows: z.array(z.strictObject({ address: z.string(), at: when, answer: z.string() })),
      next: z.string().nullable(),
    }),
  }),
  parkAddress: route({
    method: "POST",
    path: "/api/mail/parked",
    access: admins,
    summary: "Record a bounce: nothing more is sent to the address",
    body: z.strictObject({ address: z.string().trim().max(254), note: z.string().trim().max(300).default("") }),
    reply: done,
  }),
  freeAddress: route({
    method: "POST",
    path: "/api/mail/parked/free",
    access: admins,
    summary: "Let an address get mails again",
    body: z.strictObject({ address: z.string().max(254) }),
    reply: done,
  }),
  readMailReturns: route({
    method: "GET",
    path: "/api/mail/returns",
    access: admins,
    summary: "Which mailbox is read for mails that come back, and whether it can be",
    reply: z.strictObject({
      settings: BoxSettings.nullable(),
      /** `answer`: the server's own words. */
      trouble: z.strictObject({ since: when, why: Text, answer: z.string() }).nullable(),
      goodAt: when.nullable(),
      nextAt: when.nullable(),
    }),
  }),
  saveMailReturns: route({
    method: "PUT",
    path: "/api/mail/returns",
    access: admins,
    summary: "Set which mailbox is read; its password is named, and stands in the vault",
    body: BoxSettings,
    reply: done,
  }),
  forgetMailReturns: route({
    method: "DELETE",
    path: "/api/mail/returns",
    access: admins,
    summary: "Read no mailbox any more",
    reply: done,
  }),
  tryMailReturns: route({
    method: "POST",
    path: "/api/mail/returns/trial",
    access: admins,
    summary: "Open the mailbox now, and tell what is wrong with it",
    reply: z.strictObject({
      works: z.boolean(),
      host: z.string(),
      /** In the folder. */
      messages: z.int().nullable(),
      why: Text.nullable(),
      answer: z.string(),
    }),
  }),
  listMailTemplates: route({
    method: "GET",
    path: "/api/mail/templates",
    access: admins,
    summary: "Every mail that is sent, with an example in each language",
    reply: z.strictObject({
      rows: z.array(
        z.strictObject({ name: z.string(), title: Text, help: Text, subject: Text, text: Text, optional: z.boolean() }),
      ),
    }),
  }),
  showMailTemplate: route({
    method: "GET",
    path: "/api/mail/templates/:name",
    access: admins,
    summary: "An example of a mail as a mail program draws it",
    params: z.strictObject({ name: z.string().max(60) }),
    query: z.strictObject({ language: z.enum(languages).default("en") }),
    reply: File,
    file: true,
  }),
  readMailChoice: route({
    method: "GET",
    path: "/api/mail/choices/:token",
    access: "address",
    summary: "What a link to unsubscribe is about; changes nothing",
    params: byToken,
    reply: z.strictObject({ company: z.string(), address: z.string(), title: Text, stopped: z.boolean() }),
  }),
  makeMailChoice: route({
    method: "POST",
    path: "/api/mail/choices/:token",
    access: "address",
    summary: "Stop such mails, or get them again",
    params: byToken,
    body: z.strictObject({ stop: z.boolean() }),
    reply: done,
  }),
  unsubscribe: route({
    method: "POST",
    path: "/u/:token",
    access: "address",
    summary: "One-click unsubscribing (RFC 8058): called by mail programs, without session, as often as they like",
    params: byToken,
    reply: done,
    receives: true,
  }),
} as const;
