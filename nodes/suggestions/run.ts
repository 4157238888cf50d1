import { z } from "zod";
import type { Item } from "#engine/item.ts";
import { readJson } from "#engine/json.ts";
import type { ReceivedSource } from "#engine/node.ts";
import { webOnly } from "#engine/posted.ts";
import type { Refusal } from "#engine/receive.ts";
import type { Config } from "./node.ts";

/** An accepted suggestion, as the server hands it in. What is empty was not said. */
const Message = z.strictObject({
  id: z.uuid(),
  kind: z.enum(["photo", "link", "text", "testimonial"]),
  title: z.string(),
  body: z.string(),
  link: z.string().nullable(),
  /** Who is to be named; null: nobody. */
  author: z.string().nullable(),
  topic: z.string().nullable(),
  medium: z
    .strictObject({
      url: z.string(),
      type: z.string(),
      width: z.int().min(1).nullable(),
      height: z.int().min(1).nullable(),
      alt: z.string(),
    })
    .nullable(),
  at: z.iso.datetime({ offset: true }),
});
export type Message = z.infer<typeof Message>;

/** All suggestions of a workspace are one source: what a map wants of them it sorts by topic, as everything else. */
export const source: ReceivedSource<Config> = {
  identify: () => "suggestions",
  title: () => "Suggestions",
  receive: ({ body }) => {
    const message = Message.safeParse(readJson(new TextDecoder().decode(body)));
    return Promise.resolve(
      message.success
        ? { kind: "items", id: message.data.id, items: [itemOf(message.data)] }
        : { kind: "refused", refusal: unread },
    );
  },
};

function itemOf({ id, kind, title, body, link, author, topic, medium, at }: Message): Item {
  const [first = ""] = body.split("\n").filter((line) => line.trim() !== "");
  const words = (title.trim() || first.trim()).slice(0, 2000);
  return {
    key: `suggestion:${id}`,
    source: "Suggestions",
    kind: kind === "link" ? "article" : "post",
    title: words,
    text: words,
    link: webOnly(link),
    summary: body.trim(),
    author,
    tags: topic === null ? [] : [topic],
    media: medium === null ? [] : [mediumOf(medium)],
    language: null,
    published: new Date(at).toISOString(),
    updated: null,
    // It is said here first.
    origin: null,
  };
}

function mediumOf({ url, type, width, height, alt }: NonNullable<Message["medium"]>): Item["media"][number] {
  return {
    url,
    kind: "picture",
    type,
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
    ...(alt === "" ? {} : { alt }),
  };
}

const unread: Refusal = {
  code: "no_suggestion",
  why: "content",
  text: { en: "This is no suggestion.", fr: "Ce n’est pas une suggestion." },
};
