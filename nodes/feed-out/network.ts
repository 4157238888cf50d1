import { randomBytes } from "node:crypto";
import { afterMedium } from "#engine/answer.ts";
import { channelAccount } from "#engine/channel.ts";
import type { Connection, Network } from "#engine/network.ts";
import { card, Fields } from "./card.ts";

/** The address is made here: connecting again makes another one, and the one before ends at once. */
const address: Connection = {
  open: async (_context, entered) => ({
    token: randomBytes(24).toString("base64url"),
    refresh: null,
    expiresAt: null,
    scopes: [],
    fields: { name: Fields.parse(entered).name },
  }),
  accounts: async ({ access }) => channelAccount(access),
};

export const network: Network = {
  card,
  // Nothing leaves: a post is out with the transaction that says so, and asking again asks the same row.
  manner: "key",
  apiBase: "https://www.rssboard.org",
  webBase: "https://www.rssboard.org",
  budget: { account: { calls: 600, seconds: 60 }, app: null },
  connections: { address },
  prepares: ({ media = [] }) => media.length > 0,
  // A picture that cannot be shown is found out before the post is out.
  prepare: async (context, { limits }, { part }) => {
    try {
      for (const medium of part.media ?? []) await context.medium(medium, limits);
    } catch (error) {
      return afterMedium(error);
    }
    return { kind: "prepared", status: null, raw: "", data: {}, until: null };
  },
  publish: async (_context, _login, { key }) => ({
    kind: "published",
    status: null,
    raw: "",
    remoteId: key,
    url: null,
  }),
};
