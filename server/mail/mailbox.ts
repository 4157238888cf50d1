import type { Outbound } from "../ports.ts";
import { OutboundError } from "../outbound/error.ts";
import type { Outcome } from "./outcome.ts";
import type { Picture } from "./fill.ts";
import type { Session } from "./transport.ts";

/** The pictures that a mail brings along, in their places. */
export const withPictures = (html: string, pictures: readonly Picture[]): string =>
  pictures.reduce(
    (page, { cid, type, bytes }) =>
      page.replaceAll(`"cid:${cid}"`, `"data:${type};base64,${bytes.toString("base64")}"`),
    html,
  );

/** The demo's mailbox: mails go to its simulator instead of to a server, and can be read on its page. */
export const openMailbox = (outbound: Outbound, base: string): Session => ({
  send: async ({ from, to, replyTo, pictures = [], ...message }, handing): Promise<Outcome> => {
    if (!(await handing())) return { kind: "later", whole: false, status: null, answer: "", why: unreachable };
    // It keeps what a mail says, and nothing beside it.
    const html = withPictures(message.html, pictures);
    try {
      const { status } = await outbound.call(`${base}/mails`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ from, to, replyTo, ...message, html }),
        timeout: 10_000,
      });
      if (status < 300) return { kind: "sent", status: 250, answer: "kept in the demo's mailbox" };
      return { kind: "later", whole: true, status, answer: "", why: unreachable };
    } catch (error) {
      // It keeps a mail by its Message-ID, so that one that comes again is there once.
      if (error instanceof OutboundError)
        return { kind: "later", whole: true, status: null, answer: "", why: error.text };
      throw error;
    }
  },
  close: () => undefined,
});

const unreachable = {
  en: "The demo’s mailbox cannot be reached.",
  fr: "La boîte aux lettres de la démo est injoignable.",
};
