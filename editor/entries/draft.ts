import type { Written } from "#engine/written.ts";
import type { Body, Reply } from "#server/api.ts";

export type Entry = Reply<"getEntry">["entry"];
export type Finding = Reply<"getEntry">["findings"][number];
export type Seen = Reply<"checkEntry">;
/** What of an entry is written, as it is kept. */
export type Draft = {
  written: Written;
  at: string | null;
  until: string | null;
  evergreen: boolean;
  approval: boolean;
  topic: string | null;
  campaign: string | null;
};
export type Kept = Body<"saveEntry">;

const written: Written = {
  version: 1,
  words: [{ text: "", for: null }],
  thread: [],
  comment: "",
  link: null,
  linkIn: "post",
  long: "cut",
  card: "ours",
  short: null,
  visibility: "account",
  media: [],
  language: null,
  accounts: [],
  people: null,
};
export const emptyDraft = (at: string | null, campaign: string | null = null): Draft => ({
  ...{ written, at, until: null, evergreen: false, approval: false, topic: null, campaign },
});

export const draftOf = ({ written: said, at, until, evergreen, approval, topic, campaign }: Entry): Draft => ({
  ...{ written: said, at, until, evergreen, approval, topic: topic?.id ?? null, campaign },
});

/** Nothing is written yet: there is nothing to keep. */
export const isEmpty = ({ written: said }: Draft): boolean =>
  said.words.every(({ text }) => text.trim() === "") && said.media.length === 0 && said.link === null;

/** What it says on a network: words of its own, or null where it says there what it says everywhere. */
export const wordsFor = (said: Written, network: string | null): string | null =>
  said.words.find((words) => words.for === network)?.text ?? null;

/** The same with other words there; null: none of its own. */
export function saying(said: Written, network: string | null, text: string | null): Written {
  const at = said.words.findIndex((words) => words.for === network);
  if (text === null)
    return { ...said, words: said.words.filter((words) => words.for === null || words.for !== network) };
  if (at < 0) return { ...said, words: [...said.words, { text, for: network }] };
  return { ...said, words: said.words.map((words, n) => (n === at ? { ...words, text } : words)) };
}

/** What is said of a place: of one network, or of all of them. */
export const foundAt = (findings: readonly Finding[], place: RegExp): Finding[] =>
  findings.filter((finding) => place.test(finding.place));

/** As a field for day and time takes it: by the reader's own clock, without a zone. */
export function localOf(at: string | null): string {
  if (at === null) return "";
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
export const instantIn = (local: string): string | null => (local === "" ? null : new Date(local).toISOString());
