import { z } from "zod";
import { accountKinds, Limits, visibilities } from "#engine/card.ts";
import { putOffs } from "#engine/pacing.ts";
import { LinkCard, Original, Part, PostMedium } from "#engine/post.ts";
import { Mode } from "./accounts.ts";
import { Problem } from "./problem.ts";
import { ItemView } from "./sources.ts";
import { Text, uuid, when } from "./route.ts";

/** What posts cost, or would, at a network that is paid for: US dollars. */
export const Cost = z.strictObject({
  network: z.string(),
  title: z.string(),
  posts: z.number().int(),
  amount: z.number(),
});

/** When a post would leave; `at` null: `code` and `reason` say what has to come first. */
const Leaves = z.strictObject({
  at: when.nullable(),
  code: z.string().nullable(),
  reason: Text.nullable(),
  /** What puts it off, first things first. */
  why: z.array(z.enum(["step", "spread", ...putOffs])),
});

/** Something that several have in common, and how many. */
const Common = z.strictObject({ code: z.string(), reason: Text, count: z.int() });

/** What a run of the draft would do now, were it published as it stands. */
export const Ahead = z.strictObject({
  /** New items that it would take; `more`: there are others, which were not looked at. */
  items: z.int(),
  more: z.boolean(),
  /** Messages that it would make, for so many accounts; those that may go, and what the others wait for. */
  messages: z.int(),
  accounts: z.int(),
  ready: z.int(),
  held: z.array(Common),
  /** What it would let go, whole items and single accounts, the most frequent first. */
  letGo: z.array(Common),
  letGoCount: z.int(),
  /** Items that steps would keep for later. */
  kept: z.int(),
  /** Items that stand in sources that nobody read yet, and that the first run passes over. */
  passedOver: z.int(),
  /** The draft differs from what is live: it would be published first. */
  anew: z.boolean(),
  /** Why it would take nothing: the map's campaign does not go on. */
  rests: Text.nullable(),
  /** When the sources that are stored were read last; null: none was. */
  readAt: when.nullable(),
});
export const nows = ["goes", "held", "letGo", "kept", "read", "passedOver", "rests"] as const;

/** An account that a draft reaches, or leaves out. */
const Reached = z.strictObject({
  ref: z.string(),
  name: z.string(),
  handle: z.string(),
  network: z.string(),
  avatar: z.string().nullable(),
  kind: z.enum(accountKinds),
  /** Whose it is; null: the company's. */
  member: z.strictObject({ id: uuid, name: z.string() }).nullable(),
  mode: Mode,
  /** What its server takes, where that differs from its network's card. */
  limits: Limits.nullable(),
  /** What its owner set: quiet minutes after midnight in `zone`, posts a day, minutes between two. */
  zone: z.string(),
  quietFrom: z.int().nullable(),
  quietTo: z.int().nullable(),
  dailyCap: z.int().nullable(),
  spacingMinutes: z.int(),
  /** Posts that would go. */
  goes: z.int(),
  /** Why it does not get items, the most frequent first, with how many and one of them. */
  left: z.array(z.strictObject({ code: z.string(), reason: Text, count: z.int(), title: z.string() })),
});

/** What a draft would post, and what each step did to get there. */
export const Preview = z.strictObject({
  problems: z.array(Problem),
  edges: z.record(z.string(), z.number().int()),
  steps: z.array(
    z.strictObject({
      node: z.string(),
      itemsIn: z.number().int(),
      items: z.array(ItemView),
      drops: z.array(z.strictObject({ title: z.string(), reason: Text })),
      dropCount: z.number().int(),
      /** What it would keep for later, and until when; the first that go on. */
      waits: z.strictObject({
        count: z.number().int(),
        first: z.array(z.strictObject({ title: z.string(), until: when })),
      }),
      /** What else is to be known of it. */
      note: Text.nullable(),
      /** Of a step that asks a machine: texts before and after, or why there is none; and of how many it was not asked. */
      made: z.array(z.strictObject({ before: z.string(), after: z.string().nullable(), reason: Text.nullable() })),
      unasked: z.int(),
    }),
  ),
  /** The company's first, then by name. */
  accounts: z.array(Reached),
  /** Of each account the newest, as many as there is room for. */
  posts: z.array(
    z.strictObject({
      /** The item's key. */
      key: z.string(),
      account: z.string(),
      accountName: z.string(),
      avatar: z.string().nullable(),
      network: z.string(),
      node: z.string(),
      mode: Mode,
      /** A machine made its words. */
      machine: z.boolean(),
      text: z.string(),
      link: z.string().nullable(),
      /** What goes with it, stored: `showMedium` has it as the network takes it. */
      media: z.array(PostMedium),
      /** The card of its link that is sent along; and whether the network is to show none of its own. */
      card: LinkCard.nullable(),
      cardless: z.boolean(),
      warning: z.string().nullable(),
      visibility: z.enum(visibilities).nullable(),
      /** What it passes on, where it is a repost. */
      original: Original.nullable(),
      /** What follows it in a thread, and its first comment. */
      rest: z.array(Part.pick({ kind: true, text: true })),
      item: z.string(),
      /** Which of its item's wordings it says, from 1, and of how many. */
      wording: z.strictObject({ number: z.int(), of: z.int() }).nullable(),
      /** Were the map live and run now; null where it would not go. */
      leaves: Leaves.nullable(),
      /** What a run now would do with it; `read`: the map has dealt with its item, `passedOver`: it stood in its feed before the map began, `rests`: it waits for the map's campaign; null where the draft has errors. */
      now: z.enum(nows).nullable(),
      /** When it would go on, where a step keeps it until then; null: at once. */
      at: when.nullable(),
      /** Why the ledger would not send it: the account has it, or its story, already. null: it would go. */
      letGo: Text.nullable(),
      /** What the network's rules say of it. */
      problems: z.array(Problem),
    }),
  ),
  /** What of all this a run would do now; null where the draft has errors. */
  now: Ahead.nullable(),
  /** How many of what the sources list would go, if a run took all of it. */
  postCount: z.number().int(),
  /** What those would cost. */
  costs: z.array(Cost),
  sources: z.array(z.strictObject({ node: z.string(), items: z.number().int(), error: Text.nullable() })),
});

/** What a draft makes of the newest items of its sources, wire by wire: asked again with every change, so it reads nothing that is not here. */
export const LiveWires = z.strictObject({
  /** Items of its sources; those of them that a step lets go; messages that come of them, stories that accounts have already aside. */
  items: z.int(),
  dropped: z.int(),
  messages: z.int(),
  /** Items over each wire; `more` and `fewer`: against the drawing before, by its items. */
  edges: z.record(z.string(), z.strictObject({ count: z.int(), more: z.int(), fewer: z.int() })),
  steps: z.record(z.string(), z.strictObject({ in: z.int(), drops: z.int() })),
  /** Steps in which an error sits: nothing goes through them. */
  broken: z.array(z.string()),
  /** The way of one item, where one is followed; null where it is not among them any more. */
  way: z
    .strictObject({
      title: z.string(),
      edges: z.array(z.string()),
      /** `text`: as it leaves the step, where that changed it; `posts`: messages that a target makes of it. */
      steps: z.record(
        z.string(),
        z.strictObject({
          text: z.string().nullable(),
          drop: Text.nullable(),
          until: when.nullable(),
          posts: z.int().nullable(),
        }),
      ),
    })
    .nullable(),
});

/** An item on a wire, and what happens to it next. */
export const WireItem = z.strictObject({
  key: z.string(),
  title: z.string(),
  published: when.nullable(),
  picture: ItemView.shape.picture,
  /** Against the drawing before: it did not come this way, or does not any more. */
  turn: z.enum(["new", "gone"]).nullable(),
  /** How it reads as it comes, and as it leaves a step that rewrote it. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Where it ends, and why: the step, the setting of it that decided (null: nobody knows), in words. */
  drop: z.strictObject({ node: z.string(), field: z.string().nullable(), reason: Text }).nullable(),
  /** Until when a step keeps it. */
  until: when.nullable(),
  /** Messages that come of it behind this wire, and accounts that are left out of it there. */
  posts: z.int(),
  left: z.int(),
});
