import { z } from "zod";
import type { Part } from "./lesson.ts";
import { languages, type Language, type Text } from "./text.ts";

/** A lesson that a company writes itself. A draft may lack anything; what is published lacks nothing (`lackOf`). */
const both = (most: number) => z.strictObject({ en: z.string().max(most), fr: z.string().max(most) });

const OwnIdea = z.strictObject({
  kind: z.literal("idea"),
  title: both(120),
  text: both(1500),
  /** A picture of the library, and what it shows. */
  medium: z.uuid().nullable(),
  alt: both(300),
  /** A page elsewhere: a link, never a frame. "": none. */
  video: z.string().max(500),
});
const OwnQuestion = z.strictObject({
  kind: z.literal("question"),
  ask: both(300),
  answers: z.array(both(200)).min(2).max(4),
  right: z.number().int().min(0).max(3),
  why: both(600),
});
export const OwnLesson = z.strictObject({
  /** In which it is written; whoever reads another gets the first. */
  languages: z.array(z.enum(languages)).min(1).max(2),
  title: both(120),
  about: both(240),
  minutes: z.number().int().min(1).max(20),
  parts: z.array(z.discriminatedUnion("kind", [OwnIdea, OwnQuestion])).max(20),
});
export type OwnLesson = z.infer<typeof OwnLesson>;
export type OwnPart = OwnLesson["parts"][number];

const nothing = { en: "", fr: "" };
export const emptyIdea: OwnPart = {
  kind: "idea",
  title: nothing,
  text: nothing,
  medium: null,
  alt: nothing,
  video: "",
};
export const emptyQuestion: OwnPart = {
  kind: "question",
  ask: nothing,
  answers: [nothing, nothing],
  right: 0,
  why: nothing,
};
export const emptyLesson = (language: Language): OwnLesson => ({
  languages: [language],
  title: nothing,
  about: nothing,
  minutes: 3,
  parts: [emptyIdea],
});

/** Whether an address is one that a lesson may lead to: of the web, encrypted, without a name and password in it. */
export function isVideo(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === "https:" &&
    url.username === "" &&
    url.password === "" &&
    url.hostname.includes(".")
  );
}

export type Lack = {
  screen: number | null;
  what: "title" | "about" | "text" | "alt" | "video" | "ask" | "answer" | "why" | "right" | "parts";
};

/** The first thing that a lesson lacks before it can be published; null: nothing. */
export function lackOf(lesson: OwnLesson): Lack | null {
  const said = (text: Text): boolean => lesson.languages.every((language) => text[language].trim() !== "");
  if (!said(lesson.title)) return { screen: null, what: "title" };
  if (!said(lesson.about)) return { screen: null, what: "about" };
  if (lesson.parts.length === 0) return { screen: null, what: "parts" };
  for (const [index, part] of lesson.parts.entries()) {
    const lacks = (what: Lack["what"]): Lack => ({ screen: index + 1, what });
    if (part.kind === "idea") {
      if (!said(part.title)) return lacks("title");
      if (!said(part.text)) return lacks("text");
      if (part.medium !== null && !said(part.alt)) return lacks("alt");
      if (part.video.trim() !== "" && !isVideo(part.video.trim())) return lacks("video");
    } else {
      if (!said(part.ask)) return lacks("ask");
      if (!part.answers.every(said)) return lacks("answer");
      if (part.right >= part.answers.length) return lacks("right");
      if (!said(part.why)) return lacks("why");
    }
  }
  return null;
}

/** What a language lacks, in the one in which it is written. */
export const eitherOf = (lesson: Pick<OwnLesson, "languages">, text: Text): Text => {
  const [first] = lesson.languages;
  const of = (language: Language): string => text[lesson.languages.includes(language) ? language : first!];
  return { en: of("en"), fr: of("fr") };
};

/** As it is read. */
export const partsOf = (lesson: OwnLesson): Part[] =>
  lesson.parts.map((part) => {
    const say = (text: Text): Text => eitherOf(lesson, text);
    if (part.kind === "question")
      return { ...part, post: null, ask: say(part.ask), answers: part.answers.map(say), why: say(part.why) };
    const paragraphs = ({ en, fr }: Text): Text[] => {
      const [one, other] = [en, fr].map((text) =>
        text
          .split(/\n{2,}/u)
          .map((each) => each.trim())
          .filter(Boolean),
      );
      const count = Math.max(one!.length, other!.length);
      return Array.from({ length: count }, (_, n) => ({ en: one![n] ?? "", fr: other![n] ?? "" }));
    };
    return {
      kind: "idea",
      picture: "voice",
      title: say(part.title),
      text: paragraphs(say(part.text)),
      medium: part.medium === null ? null : { id: part.medium, alt: say(part.alt) },
      video: part.video.trim() === "" ? null : part.video.trim(),
    };
  });
