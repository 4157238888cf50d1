import { z } from "zod";
import { type Item, ItemMedium, mostMedia } from "#engine/item.ts";
import { readJson } from "#engine/json.ts";
import type { ReceivedSource } from "#engine/node.ts";
import { webOnly } from "#engine/posted.ts";
import type { Refusal } from "#engine/receive.ts";
import { wordingId } from "#engine/wordings.ts";
import { Aim, entryKey, titleOf, Words, writtenMost } from "#engine/written.ts";
import type { Config } from "./node.ts";

/** An entry whose time has come, as the server hands it in. */
export const Message = z.strictObject({
  id: z.uuid(),
  round: z.int().min(1),
  words: z.array(Words).min(1).max(writtenMost.words),
  link: z.string().nullable(),
  /** null: as the workspace says. */
  short: z.boolean().nullable(),
  language: z.string().nullable(),
  topic: z.string().nullable(),
  media: z.array(ItemMedium).max(mostMedia),
  at: z.iso.datetime({ offset: true }),
  aim: Aim,
});
export type Message = z.infer<typeof Message>;

const calendar = { en: "Calendar", fr: "Calendrier" };
const titles = { dated: calendar, evergreen: { en: "Library", fr: "Bibliothèque" }, approval: calendar };

export const source: ReceivedSource<Config> = {
  identify: ({ part }) => `library:${part}`,
  title: ({ part }) => titles[part],
  receive: ({ body }, { part }) => {
    const message = Message.safeParse(readJson(new TextDecoder().decode(body)));
    if (!message.success) return Promise.resolve({ kind: "refused", refusal: unread });
    const { id, round } = message.data;
    return Promise.resolve({ kind: "items", id: `${id}:${round}`, items: [itemOf(message.data, titles[part].en)] });
  },
};

function itemOf({ id, round, words, link, short, language, topic, media, at, aim }: Message, from: string): Item {
  const text = words[0]!.text.trim();
  const title = titleOf({ words });
  const list = words.map((one, index) => ({
    // By its place: what is put right in the words is the same wording. What comes back is known by what it says, in every round.
    id: wordingId(aim.returns === true ? `${id} ${one.text.trim()}` : `${id} ${round} ${index}`),
    text: one.text.trim(),
    ...(one.for === null ? {} : { for: one.for }),
  }));
  return {
    key: entryKey(id, round),
    source: from,
    kind: "post",
    // A picture alone is called by what it shows.
    title: title === "" ? (media[0]?.alt ?? link ?? "") : title,
    text,
    link: webOnly(link),
    summary: "",
    author: null,
    tags: topic === null ? [] : [topic],
    media,
    language,
    published: new Date(at).toISOString(),
    updated: null,
    origin: null,
    ...(aim.returns === true
      ? { wordings: { short: "once" as const, list } }
      : list.length === 1
        ? {}
        : { wordings: { short: "reuse" as const, list } }),
    ...(short === null ? {} : { short }),
    written: aim,
  };
}

const unread: Refusal = {
  code: "no_entry",
  why: "content",
  text: { en: "This is no entry.", fr: "Ce n’est pas un billet." },
};
