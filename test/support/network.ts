import type { Card } from "#engine/card.ts";
import type { Login, NetworkContext, Sending } from "#engine/network.ts";
import { MediumError } from "#engine/network.ts";
import { type Part, postOf } from "#engine/post.ts";

/** An opened account of a network, as a connector is given it. */
export const loginOf = (card: Pick<Card, "limits">, login: Partial<Login> = {}): Login => ({
  remoteId: "1",
  handle: "lea",
  kind: "person",
  server: null,
  token: "token",
  fields: {},
  limits: card.limits,
  ...login,
});

/** The one part of a post, as a connector is given it. */
export const sendingOf = (part: Partial<Part> & { text: string }, sending: Partial<Sending> = {}): Sending => ({
  part: postOf(part).parts[0]!,
  key: "key-1",
  index: 0,
  before: [],
  madeAt: 0,
  ...sending,
});

/** For tests without a store of media. */
export const noMedium: NetworkContext["medium"] = async () => {
  throw new MediumError({ en: "no media in this test", fr: "pas de médias dans ce test" }, { retry: false });
};

/** A network that counts letters one by one, for tests that need no more of it. */
export const toyCard = (name: string, card: Partial<Card> = {}): Card => ({
  name,
  title: name,
  mark: "",
  colour: "#334155",
  home: { federated: false },
  kinds: { person: { title: { en: name, fr: name }, can: ["post", "read"] } },
  connections: {
    account: {
      title: { en: name, fr: name },
      help: { en: name, fr: name },
      kinds: ["person"],
      way: "oauth",
      app: "entered",
    },
  },
  limits: { text: 1000, pictures: 0, videos: 0, alt: 0 },
  count: (text) => text.length,
  cut: (text, max) => text.slice(0, max),
  rules: [],
  readings: null,
  ...card,
});
