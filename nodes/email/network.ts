import { randomUUID } from "node:crypto";
import { channelAccount } from "#engine/channel.ts";
import { readAddress } from "#engine/mail-address.ts";
import {
  type CallResult,
  ConnectError,
  type Connection,
  type Login,
  type Network,
  type NetworkContext,
  type Sending,
} from "#engine/network.ts";
import { card, Fields } from "./card.ts";
import { badAddress, noMail, tooLong, tooMany } from "./sentences.ts";

/** Addresses of one list. */
const most = 500;

/** The addresses of a list, each once, in small letters. Throws ConnectError with the first one that is none. */
export function readRecipients(text: string): string[] {
  const addresses = new Set<string>();
  for (const entry of text.split(/[\s,;]+/u)) {
    if (entry === "") continue;
    const address = readAddress(entry);
    if (address === null) throw new ConnectError(badAddress(entry.slice(0, 80)), "recipients");
    addresses.add(address);
  }
  if (addresses.size > most) throw new ConnectError(tooMany(most), "recipients");
  return [...addresses];
}

const list: Connection = {
  open: async (_context, entered) => {
    const { name, recipients } = Fields.parse(entered);
    const addresses = readRecipients(recipients);
    // Nothing is to be proven: the token only tells one form of the list from the next.
    return {
      token: randomUUID(),
      refresh: null,
      expiresAt: null,
      scopes: [],
      fields: { name, recipients: addresses.join("\n") },
    };
  },
  accounts: async ({ access }) => channelAccount(access),
};

export const network: Network = {
  card,
  // What is handed over again under the same key is mailed once: the outbox knows it by the key and the address.
  manner: "key",
  // It calls nobody: the workspace's own way to send mails does.
  apiBase: "https://mail.invalid",
  webBase: "https://mail.invalid",
  budget: { account: { calls: 60, seconds: 60 }, app: null },
  connections: { list },
  publish,
};

/** Hands one mail for each address to the outbox, in one transaction: all are taken, or none is. */
async function publish(context: NetworkContext, login: Login, sending: Sending): Promise<CallResult> {
  const { part, key } = sending;
  const said = { status: null, raw: "" };
  if (card.count(part.text, login.limits) > login.limits.text) return { ...said, kind: "rejected", reason: tooLong };
  if (context.mail === undefined) return { ...said, kind: "not_sent", reason: noMail };
  const taken = await context.mail.post({
    key,
    list: { handle: login.handle, name: login.fields["name"] ?? login.handle },
    to: readRecipients(login.fields["recipients"] ?? ""),
    text: part.text,
    link: part.link ?? null,
    language: part.language ?? null,
    card: part.card === undefined ? null : cardOf(part.card),
  });
  if (taken.kind === "closed") return { ...said, kind: "not_sent", reason: taken.reason };
  // That they are in the outbox proves nothing of any mailbox: what became of each stands in Settings → Mail.
  return { status: null, raw: `${taken.mails} mails`, kind: "published", remoteId: key, url: null, confirmed: false };
}

const cardOf = ({ url, title, description }: NonNullable<Sending["part"]["card"]>) => ({
  url,
  title,
  description: description ?? null,
});
