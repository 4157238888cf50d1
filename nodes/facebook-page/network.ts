import type { Network } from "#engine/network.ts";
import { advice } from "./advice.ts";
import { card } from "./card.ts";
import { pages } from "./connect.ts";
import { version } from "./graph.ts";
import { prepareMedia, unprepareMedia } from "./media.ts";
import { readCounts, readFollowers } from "./measures.ts";
import { publish, remove } from "./publish.ts";
import { readRecent } from "./recent.ts";
import { videoStatus } from "./video.ts";

export const network: Network = {
  card,
  advice,
  // No key, no id of ours: a post whose answer was lost is looked for on the page.
  manner: "readable",
  apiBase: `https://graph.facebook.com/${version}`,
  webBase: "https://www.facebook.com",
  bases: { video: `https://graph-video.facebook.com/${version}` },
  // What a page may be asked grows with its readers (4,800 calls a day for each who was active): this suits a small one.
  // One of its readings asks for up to 50 posts, a call each.
  budget: { account: { calls: 200, seconds: 3600 }, app: null, readings: { calls: 2, seconds: 3600 } },
  connections: { pages },
  prepares: ({ media }) => media !== undefined,
  prepare: prepareMedia,
  unprepare: unprepareMedia,
  publish,
  status: videoStatus,
  recent: readRecent,
  measure: readCounts,
  audience: readFollowers,
  remove,
};
