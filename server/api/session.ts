import { z } from "zod";
import { roles } from "#engine/role.ts";
import { languages } from "#engine/text.ts";
import { route, everyone, uuid, when, done } from "./route.ts";

/** What a person sees the pages in; "device": as their device asks for. */
const themes = ["device", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
/** How close the rows of lists stand. */
const densities = ["comfortable", "compact"] as const;
export type Density = (typeof densities)[number];
const mapsAs = ["grid", "list"] as const;

export const Me = z.strictObject({
  member: z.strictObject({
    id: uuid,
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    language: z.enum(languages),
    /** False until they chose one here: then it is their browser's. */
    languageChosen: z.boolean(),
    theme: z.enum(themes),
    density: z.enum(densities),
    /** How they look at maps; null until they chose: then as many as there are ask for. */
    mapsAs: z.enum(mapsAs).nullable(),
    zone: z.string(),
    /** They chose one; without, they sign in by mailed links. */
    password: z.boolean(),
    /** At which step of their first way through they are; null: done. */
    welcome: z.enum(["charter", "accounts", "topics"]).nullable(),
  }),
  workspace: z.strictObject({
    id: uuid,
    name: z.string(),
    demo: z.boolean(),
    /** Whose clocks the company's days and hours follow. */
    zone: z.string(),
    /** Others are told figures of one person, and of fewer than five; false: the works council's setting. */
    figures: z.boolean(),
    stopped: z.strictObject({ at: when, reason: z.string().nullable(), by: z.string().nullable() }).nullable(),
  }),
  waiting: z.number().int(),
  /** Items that wait for their yes before a map sends them on. */
  approvals: z.number().int(),
  /** What others brought in and waits for their answer; null: none of it is theirs to answer. */
  suggestions: z.number().int().nullable(),
});

/** Signing in, and who is signed in. */
export const session = {
  signIn: route({
    method: "POST",
    path: "/api/sign-in",
    access: "anonymous",
    summary: "Sign in with e-mail and password; sets the session cookie",
    body: z.strictObject({ email: z.email().max(200), password: z.string().min(1).max(200) }),
    reply: done,
  }),
  signInByLink: route({
    method: "POST",
    path: "/api/sign-in/link",
    access: "anonymous",
    summary:
      "Sign in with a one-time link's token; posted on a button press, so that a chat app's preview does not use the link up",
    body: z.strictObject({ token: z.string().min(1).max(200) }),
    reply: done,
  }),
  signInWays: route({
    method: "GET",
    path: "/api/sign-in/ways",
    access: "anonymous",
    summary: "What the sign-in page can offer besides a password",
    reply: z.strictObject({ mail: z.boolean() }),
  }),
  mailSignInLink: route({
    method: "POST",
    path: "/api/sign-in/mail",
    access: "anonymous",
    summary: "Mail a sign-in link to an address; the answer is the same whether or not anybody signs in with it",
    body: z.strictObject({ email: z.email().max(200) }),
    reply: done,
  }),
  signOut: route({
    method: "POST",
    path: "/api/sign-out",
    access: "anonymous",
    summary: "End this session",
    reply: done,
  }),
  me: route({ method: "GET", path: "/api/me", access: everyone, summary: "Who is signed in, and where", reply: Me }),
  changeMe: route({
    method: "PATCH",
    path: "/api/me",
    access: everyone,
    summary: "Change one's language, time zone or name, or how one sees the pages",
    body: z.strictObject({
      language: z.enum(languages).optional(),
      theme: z.enum(themes).optional(),
      density: z.enum(densities).optional(),
      mapsAs: z.enum(mapsAs).optional(),
      zone: z.string().max(64).optional(),
      name: z.string().min(1).max(120).optional(),
    }),
    reply: Me,
  }),
  listSessions: route({
    method: "GET",
    path: "/api/me/sessions",
    access: everyone,
    summary: "Where one is signed in; `seenAt` is renewed once a day",
    reply: z.strictObject({
      rows: z.array(
        z.strictObject({
          id: z.string(),
          /** Browser and system; "" where it said nothing known. */
          device: z.string(),
          since: when,
          seenAt: when,
          /** The one that asks. */
          here: z.boolean(),
        }),
      ),
    }),
  }),
  endSession: route({
    method: "DELETE",
    path: "/api/me/sessions/:id",
    access: everyone,
    summary: "Sign one of one's own devices out",
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    reply: done,
  }),
  endOtherSessions: route({
    method: "POST",
    path: "/api/me/sessions/end-others",
    access: everyone,
    summary: "Sign out everywhere but here",
    reply: z.strictObject({ ended: z.number().int() }),
  }),
  setPassword: route({
    method: "PUT",
    path: "/api/me/password",
    access: everyone,
    summary: "Choose a password, so that signing in needs no link",
    body: z.strictObject({
      password: z.string().min(10).max(200),
      /** Needed to replace a password, unless one signed in within the last 15 minutes. */
      current: z.string().max(200).optional(),
    }),
    reply: done,
  }),
} as const;
