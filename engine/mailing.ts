import type { Text } from "./text.ts";

/** A post as one mail to each address of a list. */
export type ListPost = {
  /** What is handed over again under it is mailed once. */
  key: string;
  /** `handle` stays the same for as long as people are on it: it is what they unsubscribe from. */
  list: { handle: string; name: string };
  to: readonly string[];
  text: string;
  link: string | null;
  language: string | null;
  card: { title: string; description: string | null; url: string } | null;
};

/** Mails are taken all or none, and sent later. `closed`: none can be sent from here, with what to do about it. */
export type MailPort = {
  post: (post: ListPost) => Promise<{ kind: "taken"; mails: number } | { kind: "closed"; reason: Text }>;
};
