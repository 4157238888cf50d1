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
export const emptyDraft = (at: string | null, campaign: string | null = null, accounts: string[] = []): Draft => ({
  ...{ written: { ...written, accounts }, at, until: null, evergreen: false, approval: false, topic: null, campaign },
});

export const draftOf = ({ written: said, at, until, evergreen, approval, topic, campaign }: Entry): Draft => ({
  ...{ written: said, at, until, evergreen, approval, topic: topic?.id ?? null, campaign },
});

/** Nothing is written yet: there is nothing to keep. */
export const isEmpty = ({ written: said }: Draft): boolean =>
  said.words.every(({ text }) => text.trim() === "") && said.media.length === 0 && said.link === null;

/** One way to say it, and where it stands among all that is written. */
export type Wording = { index: number; text: string };

/** What it says on a network (null: on all that have no words of their own), in as many ways as it has; none where it says there what it says everywhere. */
export const wordingsFor = ({ words }: Written, network: string | null): Wording[] =>
  words.flatMap((one, index) => (one.for === network ? [{ index, text: one.text }] : []));

/** The same with another text in that place. */
export const saying = (said: Written, at: number, text: string): Written => ({
  ...said,
  words: said.words.map((one, index) => (index === at ? { ...one, text } : one)),
});

/** With one more way to say it there. */
export const another = (said: Written, network: string | null, text = ""): Written => ({
  ...said,
  words: [...said.words, { text, for: network }],
});

/** Without that one. What is said everywhere stands first, and of it one stays. */
export const without = (said: Written, at: number): Written => {
  const words = said.words.filter((_, index) => index !== at);
  const first = words.findIndex((one) => one.for === null);
  if (first < 0) return said;
  return { ...said, words: [words[first]!, ...words.filter((_, index) => index !== first)] };
};

/** With no words of its own there: it says there what it says everywhere. */
export const asEverywhere = (said: Written, network: string): Written => ({
  ...said,
  words: said.words.filter((one) => one.for !== network),
});

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
