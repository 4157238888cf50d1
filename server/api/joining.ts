import { z } from "zod";
import { languages } from "#engine/text.ts";
import { admins, done, everyone, route, Text, uuid, when } from "./route.ts";

/** Steps of the first way through, in their order; what comes after the last is none. */
export const welcomeSteps = ["charter", "accounts", "topics"] as const;
// In the body, not in the address: no log of requests has them.
const byToken = z.strictObject({ token: z.string().min(1).max(120) });
const byCode = z.strictObject({ code: z.string().min(1).max(60) });

/** What a workspace's people see of each other, in sentences made of the route table and its settings. */
const Seen = z.strictObject({ managers: Text, admins: Text, nobody: Text, figures: Text });

const Door = z.strictObject({
  /** What the poster's code leads to, also while the door is closed; null: it was never open. */
  link: z.string().nullable(),
  open: z.boolean(),
  domains: z.array(z.string()),
  /** The team of who comes in by it. */
  team: uuid.nullable(),
  /** Their language; null: their browser's. */
  language: z.enum(languages).nullable(),
  mail: z.boolean(),
});

/** How people come in. */
export const joining = {
  openInvitation: route({
    method: "POST",
    path: "/api/join/open",
    access: "anonymous",
    summary: "What an invitation's link says; opening it starts nothing and uses nothing up",
    body: byToken,
    reply: z.strictObject({
      /** `used`: it signed somebody in; `joined`: that is who asks now; `left`: the person is switched off. */
      state: z.enum(["open", "expired", "used", "joined", "left"]),
      /** Somebody else is signed in in this browser: their name. */
      signedIn: z.string().nullable(),
      company: z.string(),
      /** Whom it is for. */
      name: z.string(),
      /** null: the company itself, of who came by the poster. */
      inviter: z.strictObject({ name: z.string(), email: z.string() }).nullable(),
      words: z.string().nullable(),
      expiresAt: when,
      /** A fresh link can be mailed to the person. */
      mail: z.boolean(),
      seen: Seen,
    }),
  }),
  acceptInvitation: route({
    method: "POST",
    path: "/api/join/accept",
    access: "anonymous",
    summary: "Come in by an invitation's link, once; sets the session cookie",
    body: byToken,
    reply: done,
  }),
  mailInvitation: route({
    method: "POST",
    path: "/api/join/mail",
    access: "anonymous",
    summary: "Mail a fresh sign-in link to the person whom an invitation that was used, or is over, is for",
    body: byToken,
    reply: done,
  }),
  readDoor: route({
    method: "POST",
    path: "/api/door/open",
    access: "anonymous",
    summary: "The company that lets people in by themselves, and the mail domains that it lets in",
    body: byCode,
    reply: z.strictObject({ company: z.string(), domains: z.array(z.string()), seen: Seen }),
  }),
  knock: route({
    method: "POST",
    path: "/api/door/knock",
    access: "anonymous",
    summary:
      "Ask to come in: a mail to the address proves that it is theirs. The answer is the same whether or not they are here already",
    body: byCode.extend({
      name: z.string().trim().min(1).max(120),
      email: z.email().max(200),
      language: z.enum(languages),
    }),
    reply: done,
  }),
  getDoor: route({
    method: "GET",
    path: "/api/workspace/door",
    access: admins,
    summary: "Whether people may come in by themselves, where to, and what they get",
    reply: Door,
  }),
  setDoor: route({
    method: "PUT",
    path: "/api/workspace/door",
    access: admins,
    summary:
      "Let people of some mail domains come in by themselves as ambassadors, or nobody; `renew` makes another link, and the one before opens nothing",
    body: z.strictObject({
      open: z.boolean(),
      domains: z.array(z.string().max(120)).max(20),
      team: uuid.nullable().default(null),
      language: z.enum(languages).nullable().default(null),
      renew: z.boolean().default(false),
    }),
    reply: Door,
  }),
  readWelcome: route({
    method: "GET",
    path: "/api/me/welcome",
    access: everyone,
    summary: "What helps on one's first way through: the company's own accounts, to follow them",
    reply: z.strictObject({
      follow: z.array(z.strictObject({ network: z.string(), name: z.string(), url: z.string() })),
    }),
  }),
  setWelcome: route({
    method: "PUT",
    path: "/api/me/welcome",
    access: everyone,
    summary: "How far one is on one's first way through; null: done",
    body: z.strictObject({ step: z.enum(welcomeSteps).nullable() }),
    reply: done,
  }),
} as const;
