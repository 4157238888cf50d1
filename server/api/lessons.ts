import { z } from "zod";
import { OwnLesson } from "#engine/own-lesson.ts";
import { byId, done, editors, route, Text, when } from "./route.ts";

const count = z.number().int();
const state = z.enum(["draft", "published", "withdrawn"]);

/** Lessons that a company writes itself; how people read them is `training`. */
export const lessons = {
  listOwnLessons: route({
    method: "GET",
    path: "/api/training/own",
    access: editors,
    summary: "The company's own lessons, drafts and withdrawn ones too",
    reply: z.strictObject({
      rows: z.array(z.strictObject({ id: z.uuid(), title: Text, state, required: z.boolean(), changedAt: when })),
    }),
  }),
  readOwnLesson: route({
    method: "GET",
    path: "/api/training/own/:id",
    access: editors,
    summary: "A lesson of the company's own as it is being written, and its versions",
    params: byId,
    reply: z.strictObject({
      id: z.uuid(),
      content: OwnLesson,
      revision: count,
      state,
      /** The version that people read. */
      live: count.nullable(),
      required: z.boolean(),
      versions: z.array(z.strictObject({ number: count, at: when, by: z.string().nullable(), content: OwnLesson })),
    }),
  }),
  createOwnLesson: route({
    method: "POST",
    path: "/api/training/own",
    access: editors,
    summary: "Begin a lesson; nobody else sees it before it is published",
    body: z.strictObject({ content: OwnLesson }),
    reply: z.strictObject({ id: z.uuid() }),
  }),
  saveOwnLesson: route({
    method: "PUT",
    path: "/api/training/own/:id",
    access: editors,
    summary: "Save the draft; 409 where somebody else did meanwhile",
    params: byId,
    body: z.strictObject({ revision: count, content: OwnLesson }),
    reply: z.strictObject({ revision: count }),
  }),
  publishOwnLesson: route({
    method: "POST",
    path: "/api/training/own/:id/publish",
    access: editors,
    summary: "Publish the draft as the next version; 422 names what it lacks",
    params: byId,
    body: z.strictObject({ revision: count }),
    reply: done,
  }),
  withdrawOwnLesson: route({
    method: "POST",
    path: "/api/training/own/:id/withdraw",
    access: editors,
    summary: "Take it out of people's list; its versions stay",
    params: byId,
    reply: done,
  }),
  requireOwnLesson: route({
    method: "PUT",
    path: "/api/training/own/:id/required",
    access: editors,
    summary: "Whether it comes before automatic posts, where the workspace asks for lessons",
    params: byId,
    body: z.strictObject({ required: z.boolean() }),
    reply: done,
  }),
  deleteOwnLesson: route({
    method: "DELETE",
    path: "/api/training/own/:id",
    access: editors,
    summary: "Delete it, with its versions and how far people came in it",
    params: byId,
    reply: done,
  }),
} as const;
