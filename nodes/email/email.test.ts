import { expect, test } from "vitest";
import type { ListPost, MailPort } from "#engine/mailing.ts";
import { ConnectError, type NetworkContext } from "#engine/network.ts";
import { loginOf, sendingOf } from "#test/support/network.ts";
import { card } from "./card.ts";
import { network, readRecipients } from "./network.ts";

const login = loginOf(card, {
  kind: "channel",
  handle: "news",
  fields: { name: "News", recipients: "anna@example.org\nbasil@example.org" },
});
const sending = sendingOf(
  { text: "L’été\n\nà l’atelier", link: "https://a.example/x", language: "fr" },
  { key: "k-1" },
);

function world(answer: Awaited<ReturnType<MailPort["post"]>> | null) {
  const posts: ListPost[] = [];
  const mail: MailPort = {
    post: async (post) => {
      posts.push(post);
      return answer ?? { kind: "taken", mails: post.to.length };
    },
  };
  const context = { now: () => 0, mail } as unknown as NetworkContext;
  return { context, posts };
}

test("a post is handed over once for all addresses, under its key, and counts as out but not as confirmed", async () => {
  const { context, posts } = world(null);
  expect(await network.publish(context, login, sending)).toMatchObject({
    kind: "published",
    remoteId: "k-1",
    url: null,
    confirmed: false,
  });
  expect(posts).toEqual([
    {
      key: "k-1",
      list: { handle: "news", name: "News" },
      to: ["anna@example.org", "basil@example.org"],
      text: sending.part.text,
      link: "https://a.example/x",
      language: "fr",
      card: null,
    },
  ]);
});

test("where no mail can be sent the post waits, with a sentence that says what to do", async () => {
  const reason = { en: "Set up mail.", fr: "Configurez." };
  expect(await network.publish(world({ kind: "closed", reason }).context, login, sending)).toMatchObject({
    kind: "not_sent",
    reason,
  });
  const { context } = world(null);
  delete context.mail;
  expect(await network.publish(context, login, sending)).toMatchObject({ kind: "not_sent" });
});

test("addresses are read one by one, each once; the first that is none is named", () => {
  expect(readRecipients("Anna@Example.org, basil@example.org;\n anna@example.org")).toEqual([
    "anna@example.org",
    "basil@example.org",
  ]);
  expect(readRecipients("lea@été.example")).toEqual(["lea@xn--t-9fab.example"]);
  for (const wrong of ["anna@example.org basil", '"a b"@example.org', "a@b@c.example", "Anna <anna@example.org>"])
    expect(() => readRecipients(wrong), wrong).toThrow(ConnectError);
  const many = Array.from({ length: 501 }, (_, index) => `a${index}@example.org`).join("\n");
  expect(() => readRecipients(many)).toThrow("500");
});
