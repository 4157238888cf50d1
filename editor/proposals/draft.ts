import { firstPart } from "#engine/post.ts";
import { chosenFrom, type Chosen, hasChanged, mediaOf } from "./chosen.ts";
import type { Change, Proposed, Story } from "./story.ts";

/** What its owner makes of one post before they answer. */
export type Draft = {
  /** A first sentence of their own. */
  sentence: string;
  /** Other words than those proposed; null: those. The same of the parts after the first. */
  text: string | null;
  rest: string[] | null;
  pictures: Chosen[];
  share: "repost" | "own";
  /** In another of the wordings that it may have; null: its own. And what was written over the others, by their names ("" its own). */
  wording: string | null;
  apart: Record<string, Pick<Draft, "text" | "rest">>;
  /** It does not go out on this network. */
  out: boolean;
};

/** As it is proposed. Where both can be had the repost comes first: it never says what a colleague says, too. */
export function draftOf(post: Proposed): Draft {
  const pictures = chosenFrom(firstPart(post.post).media ?? []);
  return {
    ...{ sentence: "", text: null, rest: null, wording: null, apart: {} },
    ...{ pictures, share: post.other === null ? "own" : "repost", out: false },
  };
}

/** As it is said in the wording that its owner has it in; itself where that is its own, or a colleague took the other one. */
export function inWording(post: Proposed, wording: string | null): Proposed {
  const other = post.wordings.find(({ id }) => id === wording);
  if (other === undefined) return post;
  const { text, link = null } = firstPart(other.post);
  return { ...post, post: other.post, text, link, rulings: other.rulings, said: null };
}

/** Another wording: a first sentence stays, and what was written over each wording stays with it. */
export function reword(draft: Draft, wording: string | null): Draft {
  const { text, rest } = draft;
  const { [wording ?? ""]: back = { text: null, rest: null }, ...others } = draft.apart;
  const apart = text === null && rest === null ? others : { ...others, [draft.wording ?? ""]: { text, rest } };
  return { ...draft, ...back, wording, apart };
}

/** What its first part says with it. */
export function wordsOf(post: Proposed, { sentence, text }: Pick<Draft, "sentence" | "text">): string {
  return [sentence.trim(), (text ?? post.text).trim()].filter((words) => words !== "").join("\n\n");
}

export const restOf = (post: Proposed, { rest }: Pick<Draft, "rest">): string[] =>
  post.post.parts.slice(1).map(({ text }, index) => rest?.[index] ?? text);

/** What the server is told of it; nothing where it goes as it is. */
export function changeOf(post: Proposed, draft: Draft): Change {
  const share = post.other === null ? {} : { share: draft.share };
  if (post.other !== null && draft.share === "repost") return share;
  const words = wordsOf(post, draft);
  const rest = restOf(post, draft);
  const other = rest.some((text, index) => text.trim() !== post.post.parts[index + 1]?.text);
  return {
    ...share,
    ...(post.wordings.some(({ id }) => id === draft.wording) ? { wording: draft.wording! } : {}),
    ...(words === post.text ? {} : { text: words }),
    ...(other ? { rest: rest.map((text) => text.trim()) } : {}),
    ...(hasChanged(draft.pictures) ? { media: mediaOf(draft.pictures).map(({ id, alt = "" }) => ({ id, alt })) } : {}),
  };
}

const place = "relaymap:drafts";
/** Drafts that a device keeps; the oldest goes first. */
const most = 40;

type Kept = { id: number; words: Pick<Draft, "sentence" | "text" | "rest" | "wording" | "apart"> };

/** What a device keeps of what was written and not answered, so that a closed page loses nothing. Where it may keep nothing, nothing is lost but that. */
function keptDrafts(): Kept[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(kept) ? (kept as Kept[]).filter((one) => typeof one?.id === "number") : [];
  } catch {
    return [];
  }
}

export function keepDraft(id: number, { sentence, text, rest, wording, apart }: Kept["words"]): void {
  const others = keptDrafts().filter((one) => one.id !== id);
  const empty =
    sentence === "" && text === null && rest === null && wording === null && Object.keys(apart).length === 0;
  const next = empty ? others : [...others, { id, words: { sentence, text, rest, wording, apart } }].slice(-most);
  try {
    localStorage.setItem(place, JSON.stringify(next));
  } catch {
    // It is full, or off: the page itself still has it.
  }
}

export const forgetDraft = (id: number): void =>
  keepDraft(id, { sentence: "", text: null, rest: null, wording: null, apart: {} });

/** A story's drafts by post, with what the device kept of them. */
export function draftsOf({ posts }: Story): Record<number, Draft> {
  const kept = new Map(keptDrafts().map(({ id, words }) => [id, words]));
  return Object.fromEntries(posts.map((post) => [post.id, { ...draftOf(post), ...kept.get(post.id) }]));
}
