import { signInLink } from "../http/link.ts";
import type { Services } from "../ports.ts";
import { choiceOf, choiceToken } from "./choices.ts";
import type { Letter, Links } from "./templates/letter.ts";
import type { Fills } from "./fill.ts";
import { claim, type Claimed, dropStale, handing, settle } from "./outbox.ts";
import type { Outcome } from "./outcome.ts";
import { type About, renderPlain } from "./plain.ts";
import type { Templates } from "./templates.ts";
import type { Message, Session, Transport } from "./transport.ts";
import type { FindWay } from "./way.ts";

export type SenderServices = Pick<Services, "db" | "settings" | "log">;
export type Sender = { services: SenderServices; templates: Templates; way: FindWay; fills?: Fills };

/** Mails that one visit to a server sends; then whoever else waits has a turn. */
const most = 100;

/**
 * Sends what is due of one workspace over one connection, one mail after the other. Each is claimed right before it is sent; a server
 * that cannot be used keeps all of them waiting. Returns how many were sent.
 */
export async function sendDue(sender: Sender, workspaceId: string, over: () => boolean = () => false): Promise<number> {
  const { db, log } = sender.services;
  const way = await sender.way(workspaceId);
  if (way === null) return 0;
  let session: Session | null = null;
  let sent = 0;
  try {
    while (sent < most && !over()) {
      const claimed = await claim(db, workspaceId, way);
      if (claimed === null) break;
      const opened: Awaited<ReturnType<Transport["open"]>> = session === null ? await way.open() : { session };
      if ("failed" in opened) {
        await settle(db, claimed, opened.failed);
        log.warn({ workspaceId, host: way.host, status: opened.failed.status }, "the mail server cannot be used");
        break;
      }
      ({ session } = opened);
      const outcome = await send(sender, way, session, claimed);
      if (outcome === "stale") {
        await dropStale(db, claimed);
        continue;
      }
      await settle(db, claimed, outcome);
      if (outcome.kind === "sent") sent += 1;
      else log.info({ workspaceId, mail: claimed.id, status: outcome.status }, `a mail is ${outcome.kind}`);
      if (outcome.kind === "unknown" || (outcome.kind === "later" && outcome.status === null)) session = end(session);
      if (outcome.kind === "later" && outcome.whole) break;
    }
  } finally {
    end(session);
  }
  return sent;
}

function end(session: Session | null): null {
  session?.close();
  return null;
}

async function send(
  { services, ...sender }: Sender,
  way: Transport,
  session: Session,
  claimed: Claimed,
): Promise<Outcome | "stale"> {
  let message: Message | null;
  try {
    message = await writeMessage({ services, ...sender }, way, claimed);
  } catch (error) {
    services.log.error({ err: error, mail: claimed.id, template: claimed.template }, "a mail could not be written");
    return { kind: "refused", park: false, status: null, answer: "", why: unwritten };
  }
  if (message === null) return "stale";
  const { subject } = message;
  return session.send(message, () => handing(services.db, claimed, subject));
}

/** null where it is of no use any more. */
async function writeMessage(
  { services, templates, fills }: Omit<Sender, "way">,
  way: Transport,
  claimed: Claimed,
): Promise<Message | null> {
  const { db, settings } = services;
  const template = templates.get(claimed.template);
  if (template === undefined) throw new Error(`there is no mail "${claimed.template}"`);
  const { workspaceId, address, language } = claimed;
  const { name: company } = await db
    .selectFrom("workspace")
    .select("name")
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  const links: Links = {
    home: settings.publicUrl,
    // Made at the last moment: it stands in no row, and its day begins now.
    signIn: template.signIn === true ? await signInLink(services, address) : null,
  };
  const fill = fills?.get(template.name);
  const filled = fill === undefined ? { data: claimed.data, pictures: [] } : await fill(claimed);
  if (filled === null) return null;
  const data = template.data.parse(filled.data);
  const letter = template.write(data, language, links);
  const topic = template.topic?.(data) ?? null;
  const unsubscribe =
    topic === null ? null : unsubscribeLink(settings, await choiceOf(db, { workspaceId, address, topic }));
  const written = await writeParts(letter, { company, language, unsubscribe, home: settings.publicUrl });
  const { messageId } = claimed;
  const domain = way.from.address.slice(way.from.address.lastIndexOf("@") + 1);
  return {
    // The name says who writes; the address stays the operator's own, or the receiver takes it for forged (DMARC).
    from: { name: letter.from ?? way.from.name, address: way.from.address },
    replyTo: way.replyTo,
    to: { name: claimed.name, address },
    messageId: `${messageId}@${domain}`,
    unsubscribe,
    pictures: filled.pictures,
    ...written,
  };
}

export const unsubscribeLink = (
  settings: SenderServices["settings"],
  mark: Parameters<typeof choiceToken>[1],
): string => `${settings.publicUrl}/u/${choiceToken(settings, mark)}`;

/** Both forms of a letter. What draws the HTML is loaded by the first mail: a start does not pay for it. */
export async function writeParts(letter: Letter, about: About): Promise<Pick<Message, "subject" | "html" | "text">> {
  const { renderHtml } = await import("./render.ts");
  return { subject: letter.subject, html: renderHtml(letter, about), text: renderPlain(letter, about) };
}

const unwritten = {
  en: "Relaymap could not write this mail. That is a fault of Relaymap; its log says more.",
  fr: "Relaymap n’a pas pu écrire cet e-mail. C’est une erreur de Relaymap ; son journal en dit plus.",
};
