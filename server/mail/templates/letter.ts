import type { z } from "zod";
import type { Language, Text } from "#engine/text.ts";

/** What stands in a mail, from top to bottom. Both its HTML and its plain text are made of this. */
export type Block =
  | { kind: "text"; text: string; quiet?: boolean }
  /** Somebody's own words, as they wrote them: lines stay lines. */
  | { kind: "quote"; text: string; by?: string }
  | { kind: "points"; points: readonly string[] }
  | { kind: "card"; title: string; text?: string; link: string }
  | { kind: "button"; label: string; link: string };

/** A mail in one language. Words only: nothing here is markup. */
export type Letter = {
  subject: string;
  /** What lists of mails show beside the subject. */
  preheader: string;
  /** The first words of the mail, large. */
  title: string;
  lead?: string;
  blocks: readonly Block[];
  /** Small lines below: why one gets this, how long a link lasts. */
  footer: readonly string[];
  /** Who wrote it: shown in front of the sender's address, which stays the operator's own. */
  from?: string;
};

/** Addresses that a mail leads to. `signIn` is made while the mail is sent, and stands nowhere else. */
export type Links = { home: string; signIn: string | null };

/**
 * A kind of mail. Lives in `server/mail/templates/<name>.ts` as `template`; nothing else has to know it. The file is read by
 * whoever wants to send such a mail, so it draws nothing itself.
 */
export type Template<Data> = {
  /** The file's name. */
  name: string;
  title: Text;
  /** When it goes out, for the admin who looks through all mails. */
  help: Text;
  data: z.ZodType<Data>;
  /** Shown where people choose what they get; null: only sent to those who asked for it, and never unsubscribed from. */
  topic: ((data: Data) => { name: string; title: Text }) | null;
  /** It carries a link that signs the recipient in. */
  signIn?: true;
  /** Seconds after which it is of no use any more, and is not sent. */
  lasts: number;
  sample: (language: Language) => Data;
  write: (data: Data, language: Language, links: Links) => Letter;
};

/** Keeps what a template says of its data. */
export const template = <Data>(value: Template<Data>): Template<Data> => value;

export const hour = 3600;
export const day = 24 * hour;
