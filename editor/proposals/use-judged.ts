import { firstPart } from "#engine/post.ts";
import { factsOf, rulings } from "#engine/rules.ts";
import { cards, useCard } from "../networks.ts";
import { hasChanged, mediaOf } from "./chosen.ts";
import { type Draft, restOf, wordsOf } from "./draft.ts";
import type { Proposed } from "./story.ts";

/** More than this no post is, whatever its network takes: so much the server reads. */
const mostLetters = 10_000;

export type Judged = {
  /** As its network counts: what it takes, and what is left of that; null until the network's own counting is here. */
  most: number;
  left: number | null;
  rulings: Proposed["rulings"];
  /** Of each part after the first, what keeps it back. */
  rest: (Proposed["rulings"][number] | undefined)[];
  /** A rule keeps it from leaving as it is. */
  wrong: boolean;
  /** It passes something on, and says nothing. */
  silent: boolean;
};

/** What its network says of a post as its owner has it now; counted only once the card is here, and the server checks all the same. */
export function useJudged(post: Proposed, draft: Draft, writing: boolean): Judged {
  const part = firstPart(post.post);
  const touched = draft.sentence.trim() !== "" || draft.text !== null || draft.rest !== null;
  const repainted = hasChanged(draft.pictures);
  const card = useCard(post.account.network, touched || repainted || writing);
  const { limits } = post;
  const most = Math.min(limits.text, mostLetters);
  const text = wordsOf(post, draft);
  const passing = post.other !== null && draft.share === "repost";
  // What stands here is sent as it is: an address that the person takes out is not put in again.
  const counted = (words: string): number => (words === "" ? 0 : (card?.count(words, limits) ?? 0));
  const left = card === null ? null : most - counted(text) - counted(part.warning ?? "");
  const rulingsOf = (each: Parameters<typeof factsOf>[0]) =>
    card === null ? [] : rulings(card, factsOf(each, { kind: "person", mode: "ask", limits }));
  const said =
    card === null || !(touched || repainted)
      ? post.rulings
      : rulingsOf({ ...part, text, media: mediaOf(draft.pictures) });
  // Whatever the words: how its campaign stands.
  const standing = post.rulings.filter(({ code }) => code.startsWith("campaign_"));
  const all = passing ? standing : [...standing, ...said.filter(({ code }) => !code.startsWith("campaign_"))];
  const rest = restOf(post, draft).map((words, index) =>
    rulingsOf({ ...post.post.parts[index + 1]!, text: words }).find(({ severity }) => severity === "error"),
  );
  const silentPost = part.kind === "repost" && part.text.trim() === "";
  return {
    most,
    left,
    rulings: all,
    rest,
    wrong:
      all.some(({ severity }) => severity === "error") ||
      (!passing && (rest.some((one) => one !== undefined) || (left ?? 0) < 0)),
    silent: passing || (silentPost && cards.get(post.account.network)?.quotes !== true),
  };
}
