import type { Network } from "#engine/network.ts";
import { advice } from "./advice.ts";
import { card } from "./card.ts";
import { member, pages } from "./connect.ts";
import { readCounts, readFollowers } from "./measures.ts";
import { mediaFor, prepare } from "./media.ts";
import { publish, remove, status } from "./publish.ts";
import { readRecent } from "./recent.ts";
import { endOfVersion, usualVersion } from "./rest.ts";

export const network: Network = {
  card,
  advice,
  // Of a page; a member's posts cannot be read back (the card says so): after a lost answer the person is asked. A refused repeat names the post.
  manner: "readable",
  apiBase: "https://api.linkedin.com",
  webBase: "https://www.linkedin.com",
  versions: { usual: usualVersion, ends: endOfVersion },
  // Of a member and of an app LinkedIn counts calls by the day and says how many only to the app's owner: this is well below what is reported.
  // One of its readings asks for up to 50 posts, by three calls at most.
  budget: { account: { calls: 100, seconds: 86_400 }, app: null, readings: { calls: 30, seconds: 86_400 } },
  connections: { member, pages },
  prepares: (part) => mediaFor(part).length > 0 || part.mentions !== undefined,
  prepare,
  publish,
  status,
  recent: readRecent,
  measure: readCounts,
  audience: readFollowers,
  remove,
};
