import { z } from "zod";
import { accountKinds } from "#engine/card.ts";
import { route, everyone, admins, byId, done, uuid, when } from "./route.ts";

const Words = z.strictObject({ en: z.string(), fr: z.string() });

export const NetworkView = z.strictObject({
  name: z.string(),
  title: z.string(),
  federated: z.boolean(),
  /** False until the operator enters an app's client id. */
  ready: z.boolean(),
  simulated: z.boolean(),
  maxLength: z.number().int(),
  publishes: z.boolean(),
  /** Whether numbers come back: they cost nothing, they cost money and are off or on, or there are none. */
  readings: z.enum(["none", "free", "off", "on"]),
  /** Of one that charges for what sources read: whether they may, for how much a post and a month, and what this month has cost. Millionths of a US dollar. */
  sources: z.strictObject({ on: z.boolean(), price: z.int(), cap: z.int(), spent: z.int(), reads: z.int() }).nullable(),
  /** Of the same: what one reading of an account's own costs (a post, its numbers), and all readings of a post's numbers at most. */
  ownReading: z.strictObject({ each: z.int(), post: z.int() }).nullable(),
  defaultServer: z.string(),
  /** What an operator attests before anybody posts automatically there: in our words, where and when we read it, and since when it is. */
  attest: z.strictObject({ text: Words, link: z.string(), readOn: z.string(), at: when.nullable() }).nullable(),
  /** Where people share an address on their own profile themselves, no app being allowed to: with `{link}` where it goes. */
  share: z.string().nullable(),
  /** Of an API whose versions end: the one that is spoken, where it ends soon, should have ended, or was retired; null: nothing to say. */
  version: z
    .strictObject({ used: z.string(), ends: when.nullable(), state: z.enum(["ending", "ended", "retired"]) })
    .nullable(),
  /** The ways to connect that its card has, in its order. */
  connections: z.array(
    z.strictObject({
      name: z.string(),
      title: Words,
      /** What it is for and what the person needs. */
      help: Words,
      kinds: z.array(z.enum(accountKinds)),
      way: z.enum(["oauth", "fields", "none"]),
      /** False until the operator enters an app. */
      ready: z.boolean(),
      /** The operator enters an app for it, and how that is made at the network; null where none is needed. */
      app: z.strictObject({ setUp: Words.nullable() }).nullable(),
      /** Where people make or find what they enter. */
      page: z.string().nullable(),
    }),
  ),
});

/** What came of connecting: the network's page to go to, accounts, or several to choose from. */
export const Begun = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("page"), url: z.string() }),
  z.strictObject({
    kind: z.literal("connected"),
    network: z.string(),
    forWorkspace: z.boolean(),
    accounts: z.array(z.strictObject({ accountId: uuid, handle: z.string() })),
  }),
  z.strictObject({ kind: z.literal("choice"), choiceId: uuid }),
]);
/** What a person entered to connect, by the fields of the network's card. */
export const Entered = z.record(z.string().max(100), z.string().max(20_000));

export const ChoiceView = z.strictObject({
  network: z.string(),
  server: z.string(),
  forWorkspace: z.boolean(),
  /** How people know who signed in. */
  by: z.string().nullable(),
  /** True where accounts of a sign-in that is here already are chosen anew. */
  again: z.boolean(),
  accounts: z.array(
    z.strictObject({
      remoteId: z.string(),
      kind: z.enum(accountKinds),
      handle: z.string(),
      name: z.string(),
      avatar: z.string().nullable(),
      url: z.string().nullable(),
      /** `here`: connected by this sign-in; `elsewhere`: by another, which it would leave; `taken`: somebody else's. */
      state: z.enum(["new", "here", "elsewhere", "taken"]),
    }),
  ),
  /** What the sign-in does not open or cannot do, and what to do about it. */
  notes: z.array(Words),
  expiresAt: when,
});

/** Networks, and the way to an account on one. */
export const networks = {
  listNetworks: route({
    method: "GET",
    path: "/api/networks",
    access: everyone,
    summary: "Networks to connect to",
    reply: z.strictObject({
      rows: z.array(NetworkView),
      /** Where a network's page sends people back to: an operator enters it there with the app. */
      callback: z.string(),
      /** Of the demo: where its simulated networks are, and can be made to fail. */
      simulators: z.string().nullable(),
    }),
  }),
  saveNetworkApp: route({
    method: "PUT",
    path: "/api/networks/:name/:connection/app",
    access: admins,
    summary: "Enter the operator's app for one way to connect a network",
    params: z.strictObject({ name: z.string().max(40), connection: z.string().max(40) }),
    body: z.strictObject({ clientId: z.string().min(1).max(300), clientSecret: z.string().max(500).optional() }),
    reply: done,
  }),
  savePaidReadings: route({
    method: "PUT",
    path: "/api/networks/:name/readings",
    access: admins,
    summary: "Switch readings that cost money on or off",
    params: z.strictObject({ name: z.string().max(40) }),
    body: z.strictObject({ on: z.boolean() }),
    reply: done,
  }),
  savePaidSources: route({
    method: "PUT",
    path: "/api/networks/:name/sources",
    access: admins,
    summary: "Let sources read a network that charges for it, at a price and up to a sum a month, or no longer",
    params: z.strictObject({ name: z.string().max(40) }),
    body: z.strictObject({
      on: z.boolean(),
      /** Millionths of a US dollar, a post and a month. */
      price: z.int().min(1).max(10_000_000),
      cap: z.int().min(0).max(1_000_000_000_000),
    }),
    reply: done,
  }),
  saveAttestation: route({
    method: "PUT",
    path: "/api/networks/:name/attestation",
    access: admins,
    summary:
      "Attest, or take back, that automatic posts are allowed where a network's terms are read as forbidding them",
    params: z.strictObject({ name: z.string().max(40) }),
    body: z.strictObject({ on: z.boolean() }),
    reply: done,
  }),
  connect: route({
    method: "POST",
    path: "/api/connect",
    access: everyone,
    summary: "Connect accounts: answers the network's page to open, or what came of what was entered",
    body: z.strictObject({
      network: z.string().max(40),
      /** A connection of the network's card; its usual one where absent. */
      connection: z.string().max(40).optional(),
      server: z.string().max(300).optional(),
      fields: Entered.optional(),
      forWorkspace: z.boolean().default(false),
    }),
    reply: Begun,
  }),
  connectSaid: route({
    method: "GET",
    path: "/api/connect/said",
    access: everyone,
    summary:
      "The sentence with which connecting an account ended, by the address that the person came back to; null once an hour is over",
    query: z.strictObject({ said: z.string().max(4000) }),
    reply: z.strictObject({ text: Words.nullable() }),
  }),
  getChoice: route({
    method: "GET",
    path: "/api/connect/choices/:id",
    access: everyone,
    summary: "The accounts that a sign-in opens, to choose from; its own session only",
    params: byId,
    reply: ChoiceView,
  }),
  makeChoice: route({
    method: "POST",
    path: "/api/connect/choices/:id",
    access: everyone,
    summary: "Connect the chosen accounts, and leave those of the same sign-in that are not among them; once",
    params: byId,
    body: z.strictObject({ accounts: z.array(z.string().max(500)).max(500) }),
    reply: z.strictObject({
      accounts: z.array(z.strictObject({ accountId: uuid, handle: z.string() })),
      left: z.number().int(),
    }),
  }),
  connectCallback: route({
    method: "GET",
    path: "/api/connect/callback",
    access: everyone,
    summary: "Where the network sends the person back to; leads to the accounts page",
    query: z.record(z.string(), z.string()),
    reply: z.strictObject({ location: z.string() }),
    redirects: true,
  }),
} as const;
