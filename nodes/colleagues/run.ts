import { z } from "zod";
import { Item } from "#engine/item.ts";
import { readJson } from "#engine/json.ts";
import type { ReceivedSource } from "#engine/node.ts";
import { type Refusal, receivedAtOnce } from "#engine/receive.ts";
import type { Config } from "./node.ts";

/** What the server read of an account whose person agrees, as the account's own source gave it. */
export const Message = z.strictObject({ items: z.array(Item).max(receivedAtOnce) });
export type Message = z.infer<typeof Message>;

/** All accounts of a workspace are one source: whose a post is stands in the post. */
export const source: ReceivedSource<Config> = {
  identify: () => "colleagues:all",
  title: () => ({ en: "Colleagues", fr: "Collègues" }),
  receive: ({ body }) => {
    const message = Message.safeParse(readJson(new TextDecoder().decode(body)));
    return Promise.resolve(
      message.success ? { kind: "items", id: null, items: message.data.items } : { kind: "refused", refusal: unread },
    );
  },
};

const unread: Refusal = {
  code: "no_posts",
  why: "content",
  text: { en: "These are no posts.", fr: "Ce ne sont pas des publications." },
};
