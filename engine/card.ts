import { z } from "zod";
import type { Mode } from "./mode.ts";
import type { Price } from "./price.ts";
import type { Text } from "./text.ts";

/** Whose account it is: a person's own, a page of an organisation, or a channel (no person: a chat, a webhook, a mailbox). */
export const accountKinds = ["person", "page", "channel"] as const;
export type AccountKind = (typeof accountKinds)[number];

/**
 * What an account of a kind can do: `post`; `repost` somebody's post; `reply` to its own post (a thread); `comment` below its own post;
 * `read` back what it posted; `measure` what became of it; `remove` it.
 */
export const abilities = ["post", "repost", "reply", "comment", "read", "measure", "remove"] as const;
export type Ability = (typeof abilities)[number];

/** What one medium of a kind may be. The store fits a picture into it; a video that does not fit is refused with the reason. */
export const MediumLimits = z.strictObject({
  /** Of the file. */
  bytes: z.int(),
  /** Media types, the preferred one first, e.g. `["image/jpeg", "image/png"]`. */
  types: z.array(z.string()).readonly(),
  /** Pixels of the longer side at most; absent where the network has no such limit. */
  side: z.int().exactOptional(),
  /** Seconds, of a video: at most, and at least. */
  seconds: z.int().exactOptional(),
  shortest: z.int().exactOptional(),
});
export type MediumLimits = z.infer<typeof MediumLimits>;

/** How much a part holds. A server's own numbers (a Mastodon instance) take the place of the card's where an account has some. */
export const Limits = z.strictObject({
  /** The longest text, as `count` counts. */
  text: z.int(),
  /** What an address counts, where that is the same for each. */
  address: z.int().exactOptional(),
  /** Pictures of one part; 0 where the network takes none. */
  pictures: z.int(),
  picture: MediumLimits.exactOptional(),
  /** Videos of one part. */
  videos: z.int(),
  video: MediumLimits.exactOptional(),
  /** Characters of an alternative text; 0 where the network has none. */
  alt: z.int(),
  /** The account's server does not know the network's keys for calls: a lost call is looked for there, and never made again by itself. */
  keyless: z.literal(true).exactOptional(),
});
export type Limits = z.infer<typeof Limits>;

/** Who sees a post: everybody; everybody, but it stands in no public list; those who follow its author. */
export const visibilities = ["public", "unlisted", "followers"] as const;
export type Visibility = (typeof visibilities)[number];

/** What a rule looks at: a part as it would be sent, and to what kind of account under which mode. */
export type RuleFacts = {
  text: string;
  /** What the text waits behind. */
  warning?: string;
  pictures: number;
  videos: number;
  /** Pictures without an alternative text. */
  silent: number;
  /** Whoever drew the map wants an alternative text of each picture. */
  describe?: boolean;
  /** What a person's post has to say, one of these, in the first of its parts: set by the workspace (house.ts). */
  disclosure?: { words: readonly string[]; required: boolean };
  kind: AccountKind;
  /** null where no account is meant (a text that is being written). */
  mode: Mode | null;
  limits: Limits;
};

/** A versioned check of the network: `check` gives the sentence (and, where one exists, the repair), or null where all is well. */
export type Rule = {
  /** Stable, e.g. `too-long`. */
  code: string;
  version: number;
  severity: "error" | "warning";
  check: (facts: RuleFacts) => Text | null;
};

/** Where people sign in: all on one server, or each on one that they name (Mastodon). */
export type Home = { federated: false } | { federated: true; label: Text; example: string };

/**
 * One way to connect. A network may have several, each with an app, a grant and kinds of accounts of its own (LinkedIn: members,
 * pages). `oauth`: the network's own page. `fields`: a form drawn from `fields` (its `.meta` as in a node's settings; `control:
 * "secret"` hides what is typed), checked by a call. `none`: nothing to prove.
 */
export type ConnectionCard = {
  title: Text;
  /** What the person needs, and where they find it. */
  help: Text;
  kinds: readonly AccountKind[];
} & (
  | {
      way: "oauth";
      /** An operator enters an app first, unless apps register themselves. */ app: "entered" | "registered";
      /** How the operator makes that app at the network. */
      setUp?: Text;
    }
  | {
      way: "fields";
      fields: z.ZodObject;
      /** Where people make or find what they enter, below the network's web address. */
      page?: string;
    }
  | { way: "none" }
);

/** What a reader can do with a post, as pictures below it in a preview. */
export type Act = "reply" | "repost" | "like" | "favourite" | "bookmark" | "share";

/** How a post looks there, roughly. `link` colours addresses and hashtags (`#rrggbb`, legible on white); `round` are pixels of its corners. */
export type Look = { link: string; round: number; acts: readonly Act[] };

/** Of a network that says nothing of its own. */
export const usualLook: Look = { link: "#1764b3", round: 12, acts: ["like", "reply", "share"] };

/** Seconds that a network lets its numbers be kept, of posts and of who follows an account; older ones are deleted. */
export type Keep = { posts: number; followers: number };

/**
 * Everything that a browser may know of a network. Lives in `nodes/<network>/card.ts` as `card`: no `node:*`, no I/O. Editor,
 * previews, counters and targets find it there; nothing outside the folder names a network.
 */
export type Card = {
  /** Small letters and digits; stored with each account, never changed. */
  name: string;
  /** A proper name, the same in each language. */
  title: string;
  /** Inner markup of a 24×24 stroked SVG (paths only), as of a node. */
  mark: string;
  /** `#rrggbb`, legible on white. */
  colour: string;
  look?: Look;
  /** When people are usually there, minutes after midnight of their own clock; nobody's own numbers are in it. */
  busy?: number;
  home: Home;
  /** What is posted there leaves for nowhere: this server shows it itself, at a secret address of the account. */
  here?: true;
  /** It takes no pictures but their addresses here, and fetches them: this server has to be reached from outside. */
  places?: true;
  /** By kind of account: what it is called here, and what it can do. */
  kinds: Partial<Record<AccountKind, { title: Text; can: readonly Ability[]; auto?: "attested" }>>;
  /**
   * Of a network whose terms are read as forbidding automatic posts for some kind (`auto: "attested"`): what an operator attests
   * before anybody may choose it there, in our words, with when and where we read it. We verify nothing.
   */
  attest?: { text: Text; link: string; readOn: string };
  /**
   * Where people share an address on their own profile themselves, on a network that lets no app post there: a page of it, below its web
   * address, with `{link}` where the address goes. Whether they did is nobody's to know.
   */
  share?: string;
  /**
   * The page, below its web address, where somebody goes on writing a post of their own by their own hand, with `{text}` where the words go;
   * where people sign in on servers of their own, below that server's.
   */
  intent?: string;
  /** Hosts on which its posts are known besides its own. */
  hosts?: readonly string[];
  /** Of a federated network: the page of one's own server that opens a post of another's, with `{url}` where its address goes. */
  opens?: string;
  /** The network forbids nearly the same words from several accounts: why, in our words, and where and when we read it. */
  alike?: { text: Text; link: string; readOn: string };
  /** A repost may bring words of its own (a quote); elsewhere it has none. */
  quotes?: true;
  /** What its calls cost, in US dollars, as read on a day; an operator may enter other prices. */
  price?: Price & { link: string; readOn: string };
  /** By name; the usual one is first. */
  connections: Readonly<Record<string, ConnectionCard>>;
  limits: Limits;
  /** Of a network that makes names live mentions: what addresses of pages it knows, as a pattern whose first group is the page. */
  mentions?: string;
  /** The network lets nothing be given for what people do there, not even a badge: hosts of its pages, as a pattern. */
  unrewarded?: string;
  /** A text can wait there behind what it warns of (`Part.warning`), which counts as a part of it. */
  warns?: true;
  /** What is said of a video for people who do not see it has a place there, as long as a picture's. */
  videoAlt?: true;
  /** Who may see a post, where an app can choose; what is not said is as the account is set up there. */
  visibilities?: readonly Visibility[];
  /** What it can show of the address that a post points to (engine/link-card.ts); absent: a card of its own making, always. */
  cards?: readonly ("network" | "ours" | "none")[];
  /** The text's length as the network counts it. */
  count: (text: string, limits: Limits) => number;
  /** Cuts text so that `count(text) <= max`, on a word where possible, with an ellipsis. */
  cut: (text: string, max: number, limits: Limits) => string;
  rules: readonly Rule[];
  /** How readings are planned: seconds after publishing, and whether they cost money (then off unless somebody switches them on). */
  readings: { after: readonly number[]; paid: boolean; keep?: Keep } | null;
};

/**
 * What an editor needs at once of every network: the card without its code (X's counting alone weighs 33 kB) and without what is
 * read only while somebody connects. The whole card is loaded when somebody writes or connects.
 */
export type PlainCard = Omit<Card, "count" | "cut" | "rules" | "connections" | "readings"> & { keep?: Keep };

/** Survives `JSON.stringify`. */
export function plainCard(card: Card): PlainCard {
  const { count: _count, cut: _cut, rules: _rules, connections: _connections, readings, ...plain } = card;
  return readings?.keep === undefined ? plain : { ...plain, keep: readings.keep };
}

/** Whether accounts of this kind can do it. */
export const can = (card: Pick<Card, "kinds">, kind: AccountKind, ability: Ability): boolean =>
  card.kinds[kind]?.can.includes(ability) ?? false;

/** Whether any account there can post; a network whose page is only read has none. */
export const publishes = (card: Pick<Card, "kinds">): boolean => accountKinds.some((kind) => can(card, kind, "post"));

/** The usual plan of readings: one hour, six, one day, three, seven and thirty days after. */
export const usualReadings = [3_600, 21_600, 86_400, 259_200, 604_800, 2_592_000] as const;
