import { z } from "zod";
import type { Item } from "#engine/item.ts";
import { NodeError, type Cursor, type FeedEntry, type PolledSource, type SourceContext } from "#engine/node.ts";
import { webOnly } from "#engine/posted.ts";
import { notThere, readingFailure } from "#engine/reading.ts";
import { channelName, idIn, readChannel, type Channel } from "./address.ts";
import type { Config } from "./node.ts";

const title = "YouTube";

/** What was found out: the channel's id, and what the feed's reader keeps of it. */
const Memory = z
  .object({ channel: z.string().optional().catch(undefined), feed: z.record(z.string(), z.unknown()).catch({}) })
  .catch({ feed: {} });

/** A channel's videos by its feed, which knows the channel by its id alone: the id is read once from its page. */
export const source: PolledSource<Config> = {
  identify: ({ address, shorts }) => {
    const channel = readChannel(address);
    return `${channel === null ? address : channelName(channel)}${shorts ? "" : " -shorts"}`;
  },
  poll: async ({ address, shorts }, context) => {
    const wanted = readChannel(address);
    if (wanted === null) throw notThere(title, address);
    const memory = Memory.parse(context.cursor);
    const channel = memory.channel ?? (await findChannel(wanted, context));
    const { webBase } = context.network("youtube");
    const feed = await context.readFeed(`${webBase}/feeds/videos.xml?channel_id=${channel}`, memory.feed);
    const cursor: Cursor = { channel, feed: feed.cursor };
    if (feed.unchanged) return { items: [], cursor, title: null, unchanged: true };
    const called = feed.title ?? channelName(wanted);
    const items = feed.entries.flatMap((entry) => readVideo(entry, called, channel) ?? []);
    const shown = shorts ? items : items.filter(({ link }) => !/\/shorts\//u.test(link ?? ""));
    return { items: shown, cursor, title: called, unchanged: false };
  },
};

/** Asks as somebody does who was asked about cookies and declined: else Europe is shown that question instead of the page (third). */
const headers = { cookie: "SOCS=CAI", "accept-language": "en" };

async function findChannel(channel: Channel, context: SourceContext): Promise<string> {
  if (channel.kind === "id") return channel.id;
  const { webBase } = context.network("youtube");
  const what = channelName(channel);
  const { status, text } = await context.getPage(webBase + channel.path, headers);
  if (status !== 200) throw readingFailure({ status, headers: { get: () => null } }, { title, what, now: context.now });
  const found = idIn(text, channel.video);
  if (found === null) throw new NodeError("youtube_no_channel", unsaid(what));
  return found;
}

const unsaid = (what: string) => ({
  en: `The page “${what}” at YouTube does not say which channel it is. Open the channel, choose “About → Share channel → Copy channel ID”, and enter that.`,
  fr: `La page « ${what} » sur YouTube n’indique pas de quelle chaîne il s’agit. Ouvrez la chaîne, choisissez « À propos → Partager la chaîne → Copier l’ID de la chaîne », et saisissez cet identifiant.`,
});

function readVideo(entry: FeedEntry, source: string, channel: string): Item | null {
  const video = /^yt:video:([\w-]{1,40})$/u.exec(entry.id ?? "")?.[1];
  if (entry.id === null || video === undefined) return null;
  const link = webOnly(entry.link);
  return {
    key: entry.id,
    kind: "video",
    source: source.slice(0, 300),
    title: entry.title,
    text: entry.title,
    link,
    summary: entry.summary,
    author: entry.author,
    tags: entry.tags,
    // The feed names a player as a video, which no network takes; its picture is what can be shown.
    media: entry.media.filter(({ kind }) => kind === "picture"),
    language: entry.language,
    published: entry.published,
    updated: entry.updated,
    origin: { network: "youtube", remoteId: video, url: link, account: channel },
  };
}
