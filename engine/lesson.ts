import type { Text } from "./text.ts";

/** One idea on one screen; `pair`: the same thing said badly and well. */
export type Idea = {
  kind: "idea";
  picture: Picture;
  title: Text;
  text: readonly Text[];
  pair?: { avoid: Text; rather: Text };
  /** A stored picture in place of the drawing, with what it shows. */
  medium?: { id: string; alt: Text } | null;
  /** A page elsewhere with a video: opened by a tap, never shown in ours. */
  video?: string | null;
};
/** Answers are tried for free: what was chosen is neither sent nor stored, the explanation comes whatever it was. */
export type Question = {
  kind: "question";
  /** What it is about, as it would be read; null: the question says it. */
  post: Text | null;
  ask: Text;
  answers: readonly Text[];
  /** Which of the answers, from 0. */
  right: number;
  why: Text;
};
export type Part = Idea | Question;

/** What is drawn above an idea, by what it says; the editor has a drawing for each. */
export const pictures = [
  "voice",
  "choice",
  "rhythm",
  "pen",
  "eye",
  "photo",
  "badge",
  "rights",
  "lock",
  "storm",
  "answer",
  "shield",
  "hand",
  "door",
  "team",
  "sum",
  "network",
] as const;
export type Picture = (typeof pictures)[number];

export type Lesson = {
  name: string;
  /** `basic`: what everybody starts with, and what can be asked for before posts go out by themselves; `own`: written by the company (own-lesson.ts). */
  kind: "basic" | "more" | "own";
  title: Text;
  about: Text;
  /** What it takes somebody who reads at leisure. */
  minutes: number;
  parts: readonly Part[];
};

export const said = (en: string, fr: string): Text => ({ en, fr });
