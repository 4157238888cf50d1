import { z } from "zod";
import { ToneRules } from "#engine/tone.ts";
import { byId, done, editors, everyone, route, uuid } from "./route.ts";

const name = z.string().trim().min(1).max(80);
const description = z.string().trim().max(600);
const note = z.string().trim().max(300);
/** A network's name, or empty for all of them. */
const network = z.string().max(40);

export const AudienceView = z.strictObject({ id: uuid, name, description, topics: z.array(uuid) });
export const ObjectiveView = z.strictObject({ id: uuid, name, description });
/** As they are written: with the topics for an audience, and what is wanted of whom; things that are gone in the meantime stay away. */
const Audience = z.strictObject({
  name,
  description,
  topics: z.array(uuid).max(100),
  aims: z.array(z.strictObject({ objective: uuid, note })).max(100),
});
const Objective = z.strictObject({
  name,
  description,
  aims: z
    .array(z.strictObject({ audience: uuid, note }))
    .max(100)
    .optional(),
});

export const ToneView = z.strictObject({ network, notes: z.string(), rules: ToneRules });

const Line = z.strictObject({
  audiences: z.array(AudienceView),
  objectives: z.array(ObjectiveView),
  /** What is wanted of whom. */
  aims: z.array(z.strictObject({ audience: uuid, objective: uuid, note })),
  /** Who may well speak on what; `agrees` is their own answer, null until they gave it. */
  speakers: z.array(
    z.strictObject({
      topic: uuid,
      member: z.strictObject({ id: uuid, name: z.string() }),
      agrees: z.boolean().nullable(),
    }),
  ),
  tones: z.array(ToneView),
  /** Percent of posts that should lead to own content; null: nothing was said. */
  ownShare: z.number().int().min(0).max(100).nullable(),
  ownSites: z.array(z.string()),
});

/** Posts of one topic on one network in one week. `people`: whether what people's own accounts published is in them, or the company's alone. */
const Cell = z.strictObject({
  week: z.iso.date(),
  /** The topic's key; empty: posts without one. */
  topic: z.string(),
  network,
  posts: z.number().int(),
  /** Of them those that lead to own content. */
  own: z.number().int(),
});

/** To whom the workspace speaks, what for, on what, in which tone, and what of it came about. */
export const editorial = {
  editorialLine: route({
    method: "GET",
    path: "/api/editorial",
    access: editors,
    summary: "Audiences, objectives, who may speak on what, tones, and how much should be own content",
    reply: Line,
  }),
  changeEditorial: route({
    method: "PATCH",
    path: "/api/editorial",
    access: editors,
    summary: "Say how much should be own content, and which sites are own",
    body: z.strictObject({
      ownShare: z.number().int().min(0).max(100).nullable().optional(),
      ownSites: z.array(z.string().trim().min(3).max(253)).max(50).optional(),
    }),
    reply: Line,
  }),
  createAudience: route({
    method: "POST",
    path: "/api/editorial/audiences",
    access: editors,
    summary: "A new audience, with the topics for it and what is wanted of it",
    body: Audience,
    reply: Line,
  }),
  changeAudience: route({
    method: "PUT",
    path: "/api/editorial/audiences/:id",
    access: editors,
    summary: "Write an audience anew, with the topics for it and what is wanted of it",
    params: byId,
    body: Audience,
    reply: Line,
  }),
  deleteAudience: route({
    method: "DELETE",
    path: "/api/editorial/audiences/:id",
    access: editors,
    summary: "Delete an audience and what was wanted of it",
    params: byId,
    reply: Line,
  }),
  createObjective: route({
    method: "POST",
    path: "/api/editorial/objectives",
    access: editors,
    summary: "A new objective, with the audiences of which it is wanted",
    body: Objective,
    reply: Line,
  }),
  changeObjective: route({
    method: "PUT",
    path: "/api/editorial/objectives/:id",
    access: editors,
    summary: "Write an objective anew; where no audiences are named, those that it has stay",
    params: byId,
    body: Objective,
    reply: Line,
  }),
  deleteObjective: route({
    method: "DELETE",
    path: "/api/editorial/objectives/:id",
    access: editors,
    summary: "Delete an objective and its wires to audiences",
    params: byId,
    reply: Line,
  }),
  setAim: route({
    method: "PUT",
    path: "/api/editorial/aims",
    access: editors,
    summary: "Say what is wanted of an audience; without a note (null) nothing is any more",
    body: z.strictObject({ audience: uuid, objective: uuid, note: note.nullable() }),
    reply: Line,
  }),
  setSpeaker: route({
    method: "PUT",
    path: "/api/editorial/speakers",
    access: editors,
    summary: "Propose that somebody speaks on a topic, or take that back; they answer themselves",
    body: z.strictObject({ topic: uuid, member: uuid, speaks: z.boolean() }),
    reply: Line,
  }),
  setTone: route({
    method: "PUT",
    path: "/api/editorial/tones",
    access: editors,
    summary: "Say how the workspace speaks on a network, or on all (empty)",
    body: ToneView.extend({ notes: z.string().trim().max(2000) }),
    reply: Line,
  }),
  toneNotes: route({
    method: "GET",
    path: "/api/editorial/tones",
    access: everyone,
    summary: "How the workspace speaks, for everybody who writes",
    reply: z.strictObject({ tones: z.array(ToneView) }),
  }),
  editorialCoverage: route({
    method: "GET",
    path: "/api/editorial/coverage",
    access: editors,
    summary: "What went out of each topic on each network, week by week from the oldest on",
    query: z.strictObject({ weeks: z.coerce.number().int().min(1).max(26).default(8) }),
    reply: z.strictObject({
      weeks: z.array(z.iso.date()),
      cells: z.array(Cell),
      /** Posts of people's own accounts that stand in no cell, since fewer than five people published there. */
      apart: z.number().int(),
    }),
  }),
  mySpeaking: route({
    method: "GET",
    path: "/api/me/speaking",
    access: everyone,
    summary: "On which topics one is asked to speak, and what one answered",
    reply: z.strictObject({
      rows: z.array(z.strictObject({ topic: uuid, name: z.string(), agrees: z.boolean().nullable() })),
    }),
  }),
  answerSpeaking: route({
    method: "PUT",
    path: "/api/me/speaking/:id",
    access: everyone,
    summary: "Say whether one is willing to speak on a topic; nobody is proposed against their word",
    params: byId,
    body: z.strictObject({ agrees: z.boolean() }),
    reply: done,
  }),
};
