import { z } from "zod";
import { MapDocument } from "#engine/map.ts";
import { MapDetail } from "./maps.ts";
import { admins, byId, done, editors, route, when } from "./route.ts";

/** Whose agreement a version needs before it goes live: nobody's, an administrator's, or that of anybody who draws maps. */
export const signers = ["off", "admins", "editors"] as const;
export const SignOffRule = z.strictObject({
  by: z.enum(signers),
  /** Who asks may agree to it themselves. */
  own: z.boolean(),
  /** What is written by hand for the company or its people needs the yes of somebody else than who planned it. */
  entries: z.boolean(),
});

const number = z.number().int();
const Waiting = z.strictObject({
  id: number,
  /** SHA-256 of the drawing, as maps are written: what is answered is this and no other. */
  hash: z.string(),
  note: z.string(),
  by: z.string().nullable(),
  own: z.boolean(),
  at: when,
  document: MapDocument,
});

/** A version that waits for somebody's agreement. It is no approval of items: that is a step of a map. */
export const signoff = {
  readSignOffRule: route({
    method: "GET",
    path: "/api/signoff",
    access: editors,
    summary: "Whose agreement a version needs before it goes live",
    reply: SignOffRule,
  }),
  saveSignOffRule: route({
    method: "PUT",
    path: "/api/signoff",
    access: admins,
    summary: "Set whose agreement a version needs before it goes live",
    body: SignOffRule,
    reply: SignOffRule,
  }),
  readSignOff: route({
    method: "GET",
    path: "/api/maps/:id/signoff",
    access: editors,
    summary: "What of a map waits for an agreement, and whether the caller may give it",
    params: byId,
    reply: z.strictObject({
      needed: z.boolean(),
      may: z.boolean(),
      waiting: Waiting.nullable(),
      /** The last answer, where it was no. */
      back: z.strictObject({ word: z.string(), by: z.string().nullable(), at: when }).nullable(),
    }),
  }),
  askSignOff: route({
    method: "POST",
    path: "/api/maps/:id/signoff",
    access: editors,
    summary: "Ask for agreement to the draft; what waited before is replaced",
    params: byId,
    body: z.strictObject({ revision: number, note: z.string().max(500).default("") }),
    reply: done,
  }),
  answerSignOff: route({
    method: "POST",
    path: "/api/maps/:id/signoff/answer",
    access: editors,
    summary: "Agree to exactly what was looked at, which makes it live, or send it back with words",
    params: byId,
    body: z.strictObject({
      id: number,
      hash: z.string().length(64),
      yes: z.boolean(),
      word: z.string().trim().max(500).default(""),
    }),
    reply: MapDetail,
  }),
  withdrawSignOff: route({
    method: "POST",
    path: "/api/maps/:id/signoff/withdraw",
    access: editors,
    summary: "Take back what one asked agreement for; administrators also what others did",
    params: byId,
    reply: done,
  }),
} as const;
