import { z } from "zod";
import { pictures } from "#engine/lesson.ts";
import { editors, everyone, route, Text, when } from "./route.ts";

const Head = z.strictObject({
  name: z.string(),
  /** `basic`: what everybody begins with; the certificate is about these. `own`: the company wrote it. */
  kind: z.enum(["basic", "more", "own"]),
  /** It comes before automatic posts, where the workspace asks for lessons. */
  required: z.boolean(),
  title: Text,
  about: Text,
  minutes: z.number().int(),
});
const Part = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("idea"),
    picture: z.enum(pictures),
    title: Text,
    text: z.array(Text),
    /** The same said badly and well. */
    pair: z.strictObject({ avoid: Text, rather: Text }).nullable(),
    /** A stored picture in place of the drawing. */
    medium: z.strictObject({ id: z.uuid(), alt: Text }).nullable(),
    /** A page elsewhere, opened by a tap: nothing of it is asked for before. */
    video: z.url({ protocol: /^https$/u }).nullable(),
  }),
  z.strictObject({
    kind: z.literal("question"),
    /** What the question is about, as it would be read. */
    post: Text.nullable(),
    ask: Text,
    answers: z.array(Text),
    /** Which of the answers, from 0. */
    right: z.number().int(),
    why: Text,
  }),
]);
const params = z.strictObject({ name: z.string().max(40) });
/** `done`: lessons that so many have finished that it may be told. */
const Rule = z.strictObject({
  first: z.boolean(),
  fewest: z.number().int(),
  done: z.array(z.strictObject({ lesson: z.string(), people: z.number().int() })),
});

/** Short lessons, at one's own pace; how far somebody came is theirs alone. */
export const training = {
  listTraining: route({
    method: "GET",
    path: "/api/training",
    access: everyone,
    summary: "The lessons, how far oneself came in each, and since when one has finished the basic ones",
    reply: z.strictObject({
      rows: z.array(
        Head.extend({ screens: z.number().int(), step: z.number().int().nullable(), doneAt: when.nullable() }),
      ),
      /** Automatic posts can be chosen after the basic ones only. */
      first: z.boolean(),
      certified: when.nullable(),
    }),
  }),
  readLesson: route({
    method: "GET",
    path: "/api/training/lessons/:name",
    access: everyone,
    summary: "A lesson whole: its ideas and its questions, and where oneself goes on",
    params,
    reply: Head.extend({ parts: z.array(Part), step: z.number().int(), doneAt: when.nullable() }),
  }),
  keepLesson: route({
    method: "PUT",
    path: "/api/training/lessons/:name",
    access: everyone,
    summary: "Keep how far one came; past the last screen the lesson is finished. Answers are not sent",
    params,
    body: z.strictObject({ step: z.number().int().min(0).max(200) }),
    reply: z.strictObject({ step: z.number().int(), doneAt: when.nullable() }),
  }),
  readTrainingRule: route({
    method: "GET",
    path: "/api/training/rule",
    access: editors,
    summary: "Whether the basic lessons come before automatic posts, and how many finished each (five and more)",
    reply: Rule,
  }),
  saveTrainingRule: route({
    method: "PUT",
    path: "/api/training/rule",
    access: editors,
    summary: "Set whether the basic lessons come before automatic posts; what people chose before stays",
    body: z.strictObject({ first: z.boolean() }),
    reply: Rule,
  }),
} as const;
