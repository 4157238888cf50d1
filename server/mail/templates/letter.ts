import type { z } from "zod";
import type { Language, Text } from "#engine/text.ts";

/** What stands in a mail, from top to bottom. Both its HTML and its plain text are made of this. */
export type Block =
  | { kind: "text"; text: string; quiet?: boolean }
  /** Somebody's own words, as they wrote them: lines stay lines. */
  | { kind: "quote"; text: string; by?: string }
  | { kind: "points"; points: readonly string[] }
  | { kind: "card"; title: string; text?: string; link: string }
  | { kind: "button"; label: string; link: string }
  /** Plain links beside each other, below a button. */
  | { kind: "links"; links: readonly { label: string; link: string }[] }
  /** A post as its network shows it: a drawing, of which nothing but its picture is a picture. */
  | { kind: "post"; post: PostView }
  /** What waits, one row each: a picture, a line above its title, and where to look at it. */
  | { kind: "rows"; rows: readonly RowView[] }
  | { kind: "heading"; text: string }
  | { kind: "figures"; figures: readonly { value: string; label: string }[] }
  /** One below the other: hours with what is planned, or numbers with how they are counted. */
  | { kind: "lines"; lines: readonly LineView[] };

/** Pictures are named by their `cid`: a mail brings them along (fill.ts). */
export type PictureView = { cid: string; alt: string; width: number; height: number };
export type PostView = {
  network: string;
  /** The network's mark. */
  mark: string;
  /** Its colour for addresses and hashtags. */
  tint: string;
  who: string;
  handle: string;
  face: string | null;
  text: string;
  picture: PictureView | null;
  card: { title: string; host: string } | null;
  acts: readonly ("reply" | "repost" | "like" | "favourite" | "bookmark" | "share")[];
};
export type RowView = {
  picture: PictureView | null;
  mark: { cid: string; network: string } | null;
  /** Above the title, small: a topic, a network. */
  over: string;
  title: string;
  label: string;
  link: string;
};

/** `before` stands in front of the title, `value` behind it, `note` small below. */
export type LineView = { title: string; before?: string; value?: string; note?: string };

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
  /** The page, from our own root, where its reader chooses what they get and when. */
  change?: string;
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

/** A moment of the coming days as its reader says it: `vendredi 18 h`, `Friday 6 pm`; with the date where it is further off than a week. */
export function moment(
  at: string,
  { language, zone, now }: { language: Language; zone: string; now?: number },
): string {
  const time = Date.parse(at);
  const far = now !== undefined && time - now > 6 * 86_400_000;
  const days: Intl.DateTimeFormatOptions = far ? { day: "numeric", month: "long" } : { weekday: "long" };
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(time);
  const [hour = "0", minute = "00"] = part({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).split(":");
  if (language === "fr") return `${part(days)} ${Number(hour)} h${minute === "00" ? "" : ` ${minute}`}`;
  return `${part(days)} ${Number(hour)}:${minute}`;
}

/** How a person is spoken to. */
export const first = (name: string): string => name.trim().split(/\s+/u)[0] ?? name;
