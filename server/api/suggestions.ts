import { z } from "zod";
import { admins, done, editors, everyone, byId, paged, paging, route, Text, uuid, when } from "./route.ts";

const kinds = ["photo", "link", "text", "testimonial", "idea"] as const;
const states = ["draft", "sent", "changed", "accepted", "declined", "withdrawn"] as const;
const ways = ["page", "share", "bookmark"] as const;
/** Letters of each field, at most. */
export const suggestionMost = { title: 200, body: 5000, alt: 1000, link: 4000, word: 500 } as const;

const title = z.string().max(suggestionMost.title);
const body = z.string().max(suggestionMost.body);
const alt = z.string().max(suggestionMost.alt);
const word = z.string().max(suggestionMost.word);
const Words = z.strictObject({ title: z.string(), body: z.string(), alt: z.string() });
const Topic = z.strictObject({ id: uuid, name: z.string(), colour: z.number().int() });
const Picture = z.strictObject({ url: z.string(), alt: z.string() });
const Page = z.strictObject({
  title: z.string(),
  summary: z.string(),
  site: z.string(),
  picture: Picture.nullable(),
});

const Suggestion = z.strictObject({
  id: uuid,
  kind: z.enum(kinds),
  state: z.enum(states),
  title: z.string(),
  body: z.string(),
  link: z.string().nullable(),
  page: Page.nullable(),
  /** Its own photo. */
  picture: Picture.nullable(),
  topic: Topic.nullable(),
  credit: z.boolean(),
  /** When it was sent; a draft: when it came. */
  at: when,
  answeredAt: when.nullable(),
  /** Who answered, and what they say to its author. */
  by: z.string().nullable(),
  word: z.string(),
  /** What its author is asked to agree to. */
  proposed: Words.nullable(),
  /** What stood there first, where that was changed. */
  first: Words.nullable(),
  /** It needed nobody's yes. */
  trusted: z.boolean(),
});

export const MySuggestion = Suggestion.extend({
  medium: uuid.nullable(),
  /** A colleague brought in the same link first: they go on together. */
  together: z.boolean(),
  /** What came of it: posts that are out, by how many people and accounts, and visits by all of their links. null: nothing is out. */
  came: z
    .strictObject({
      posts: z.number().int(),
      people: z.number().int().nullable(),
      visits: z.number().int().nullable(),
      link: z.string().nullable(),
    })
    .nullable(),
});

export const SuggestionRow = Suggestion.extend({
  author: z.strictObject({ id: uuid, name: z.string(), mine: z.boolean(), distrusted: z.boolean() }),
  /** Who else brought in the same link, with their own words: they are answered together. */
  others: z.array(z.strictObject({ name: z.string(), body: z.string(), credit: z.boolean() })),
  /** Which promises its author made. */
  boxes: z.array(Text),
  /** Where it was accepted: maps that read suggestions and are live. */
  maps: z.number().int(),
});

const Ticked = z.strictObject({ id: z.string().max(40), wording: z.string().max(64) });

/** What people bring in, and what becomes of it. */
export const suggestions = {
  suggestionForm: route({
    method: "GET",
    path: "/api/suggestions/form",
    access: everyone,
    summary: "What somebody needs to know before they suggest: who reads it, what is to be promised, the topics",
    reply: z.strictObject({
      /** Who reads it, those who answered last first; at most three. */
      readers: z.array(z.string()),
      /** Theirs need nobody's yes. */
      trusted: z.boolean(),
      topics: z.array(Topic),
      boxes: z.array(
        z.strictObject({ id: z.string(), text: Text, why: Text, wording: z.string(), kinds: z.array(z.enum(kinds)) }),
      ),
      /** Where a mail becomes a draft; null: nowhere. */
      mailTo: z.string().nullable(),
      /** How many more today. */
      left: z.number().int(),
    }),
  }),
  keepSuggestionPicture: route({
    method: "POST",
    path: "/api/suggestions/pictures",
    access: everyone,
    summary: "Bring in a picture: its bytes as the body. Nothing but its pixels is kept",
    receives: true,
    bytes: 16_000_000,
    reply: z.strictObject({ id: uuid, width: z.number().int().nullable(), height: z.number().int().nullable() }),
  }),
  shareSuggestion: route({
    method: "POST",
    path: "/api/suggestions/share",
    access: everyone,
    summary: "Where a phone's share menu hands a photo, a link or a text over as a form; opens the page, filled",
    receives: true,
    redirects: true,
    bytes: 16_000_000,
    reply: z.strictObject({ location: z.string() }),
  }),
  lookAtSuggestionLink: route({
    method: "POST",
    path: "/api/suggestions/link",
    access: everyone,
    summary: "What the page behind a link says of itself",
    body: z.strictObject({ link: z.string().max(suggestionMost.link) }),
    reply: z.strictObject({
      /** As it is kept; null: it is no address of a web page. */
      link: z.string().nullable(),
      page: Page.nullable(),
      /** Why nothing is known of the page. */
      why: Text.nullable(),
    }),
  }),
  suggest: route({
    method: "POST",
    path: "/api/suggestions",
    access: everyone,
    summary: "Send a suggestion; its id is made by who writes it, and what is sent again is there once",
    body: z.strictObject({
      id: uuid,
      kind: z.enum(kinds),
      way: z.enum(ways).default("page"),
      title: title.default(""),
      body: body.default(""),
      link: z.string().max(suggestionMost.link).nullable().default(null),
      medium: uuid.nullable().default(null),
      alt: alt.default(""),
      topic: uuid.nullable().default(null),
      credit: z.boolean().default(false),
      boxes: z.array(Ticked).max(10),
    }),
    /** `together`: a colleague brought in the same link first. */
    reply: z.strictObject({ id: uuid, state: z.enum(states), trusted: z.boolean(), together: z.boolean() }),
  }),
  listMySuggestions: route({
    method: "GET",
    path: "/api/suggestions/mine",
    access: everyone,
    summary: "What one brought in, and what became of it, newest first",
    query: paging,
    reply: paged(MySuggestion),
  }),
  agreeToSuggestion: route({
    method: "POST",
    path: "/api/suggestions/:id/agreement",
    access: everyone,
    summary: "The author's answer to other words: it enters with them, or is taken back",
    params: byId,
    body: z.strictObject({ agree: z.boolean(), proposed: Words }),
    reply: done,
  }),
  withdrawSuggestion: route({
    method: "POST",
    path: "/api/suggestions/:id/withdrawal",
    access: everyone,
    summary: "Take back what nobody has accepted yet, or throw a draft away",
    params: byId,
    reply: done,
  }),
  listSuggestions: route({
    method: "GET",
    path: "/api/suggestions",
    access: everyone,
    summary:
      "What others brought in, as far as one may answer it: waiting, the oldest first, or answered, the newest first",
    query: paging.extend({ of: z.enum(["waiting", "answered"]).default("waiting") }),
    reply: paged(SuggestionRow),
  }),
  answerSuggestion: route({
    method: "POST",
    path: "/api/suggestions/:id/answer",
    access: everyone,
    summary: "Accept a suggestion, ask its author for other words, or decline it with a word",
    params: byId,
    body: z.discriminatedUnion("answer", [
      z.strictObject({ answer: z.literal("accept"), word: word.default("") }),
      z.strictObject({ answer: z.literal("change"), word: word.default(""), title, body, alt }),
      z.strictObject({ answer: z.literal("decline"), word: word.trim().min(1) }),
    ]),
    reply: done,
  }),
  getSuggestionSettings: route({
    method: "GET",
    path: "/api/suggestions/settings",
    access: editors,
    summary: "After how many accepted suggestions a person's next ones need nobody's yes",
    reply: z.strictObject({ trustAfter: z.number().int().nullable() }),
  }),
  setSuggestionSettings: route({
    method: "PUT",
    path: "/api/suggestions/settings",
    access: admins,
    summary: "Say after how many accepted suggestions a person's next ones need nobody's yes; null: each needs one",
    body: z.strictObject({ trustAfter: z.number().int().min(1).max(100).nullable() }),
    reply: done,
  }),
  trustSuggester: route({
    method: "PUT",
    path: "/api/suggestions/authors/:id",
    access: editors,
    summary: "Say that a person's suggestions always need a yes, or that they may go without one",
    params: byId,
    body: z.strictObject({ trusted: z.boolean() }),
    reply: done,
  }),
} as const;
