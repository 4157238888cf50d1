import type { Picture } from "./fill.ts";
import type { Outcome } from "./outcome.ts";

/** A mail as it is handed to a server: to one address, so that each has an outcome of its own and nobody sees another's. */
export type Message = {
  from: { name: string; address: string };
  replyTo: string | null;
  to: { name: string | null; address: string };
  subject: string;
  html: string;
  text: string;
  /** Without brackets; the same for each attempt. */
  messageId: string;
  /** For the two headers of RFC 8058; null for a mail that somebody asked for. */
  unsubscribe: string | null;
  /** Shown by the HTML, and brought along. */
  pictures?: readonly Picture[];
};

/** An open way to a mail server. */
export type Session = {
  /**
   * Hands one mail over. `handing` is asked when everything is open and before anything of the mail is sent; false stops it there.
   * Never rejects.
   */
  send: (message: Message, handing: () => Promise<boolean>) => Promise<Outcome>;
  /** Waits for nobody: what was answered counts, whether or not the server says goodbye. */
  close: () => void;
};

/** Where a workspace's mails go. */
export type Transport = {
  /** As people know it. */
  host: string;
  from: { name: string; address: string };
  replyTo: string | null;
  perMinute: number;
  perRecipient: number;
  /** Rejects never; a way that cannot be opened is an outcome of all mails. */
  open: () => Promise<{ session: Session } | { failed: Extract<Outcome, { kind: "later" }> }>;
};
