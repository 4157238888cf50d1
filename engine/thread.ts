import type { Card, Limits, Visibility } from "./card.ts";
import { compose, fit, withoutLink } from "./compose.ts";
import { type Frame, framed, noFrame } from "./disclosure.ts";
import type { CardWish } from "./link-card.ts";
import type { Named } from "./mentions.ts";
import { type Part, postOf } from "./post.ts";

/** How a target wants posts made where its network can do it: what does not fit goes on in a thread; the link stands in the first comment. */
export type Shape = {
  long: "cut" | "thread";
  link: "post" | "comment";
  card?: CardWish;
  share?: Share;
  /** Who is to see it, where the network lets that be chosen; absent: as the account is set up there. */
  visibility?: Visibility;
  mentions?: readonly Named[];
  /** What somebody wrote to follow in a thread, and as the first comment: where the network can. */
  thread?: readonly string[];
  comment?: string;
};
/**
 * What becomes of an item that can be passed on at the account's network, because it is a post there or another account of ours publishes it: a
 * post of one's own, a repost of that, a repost or nothing, or as the account's owner chooses.
 */
export type Share = "own" | "repost" | "only" | "choice";
export const plainShape = { share: "own", long: "cut", link: "post", card: "network" } as const satisfies Shape;

/** Posts of one thread; what is left is cut. More is an article, and belongs behind its link. */
const most = 10;

type Taker = Pick<Card, "count" | "cut">;

/**
 * The parts that an item's words become, each of which its network takes whole. `can`: what its accounts can do beside posting. A part
 * ends with a sentence where that is no waste, else with a word and the sign for more; no word is lost but what no room is left for. What has to be
 * disclosed stands around the words of the first.
 */
export function threadOf(
  text: string,
  link: string | null,
  network: Taker,
  limits: Limits,
  can: { reply: boolean; comment: boolean },
  shape: Shape,
  frame: Frame = noFrame,
): Part[] {
  const address = link === "" ? null : link;
  const words = withoutLink(text, address);
  // A post that would be nothing but its link keeps it.
  const apart = shape.link === "comment" && can.comment && address !== null && words !== "";
  const shown = apart ? null : address;
  const said = apart ? words : text;
  const whole = compose(framed(said, frame), shown);
  const split = shape.long === "thread" && can.reply && network.count(whole, limits) > limits.text;
  const [first = "", ...rest] = split
    ? pieces(words, shown, network, limits, frame)
    : [fit(said, shown, network, limits, frame)];
  const more = can.reply ? (shape.thread ?? []).map((piece) => fit(piece, null, network, limits)) : [];
  const below = can.comment ? (shape.comment ?? "").trim() : "";
  const comment = apart || below !== "" ? fit(below, apart ? address : null, network, limits) : "";
  return [
    ...postOf({ text: first, ...(shown === null ? {} : { link: shown }) }).parts,
    ...[...rest, ...more].flatMap((piece) => (piece === "" ? [] : postOf({ kind: "reply", text: piece }).parts)),
    ...(comment === "" ? [] : postOf({ kind: "comment", text: comment, ...(apart ? { link: address } : {}) }).parts),
  ];
}

function pieces(words: string, link: string | null, network: Taker, limits: Limits, around: Frame): string[] {
  const count = (text: string): number => network.count(text, limits);
  const found: string[] = [];
  let rest = words.trim();
  while (rest !== "" && found.length < most - 1) {
    const [own, frame] = found.length === 0 ? [link, around] : [null, noFrame];
    if (count(compose(framed(rest, frame), own)) <= limits.text) break;
    const room =
      limits.text - (own === null ? 0 : count(` ${own}`)) - (frame === noFrame ? 0 : count(framed("", frame)) + 1);
    const end = room > 1 ? endOf(rest, network.cut(rest, room, limits)) : 0;
    // Nothing but an address that is too long: the network's own cutting has to do.
    if (end === 0) break;
    const piece = rest.slice(0, end).trimEnd();
    const marked = ended.test(piece) ? piece : `${piece}…`;
    const whole = count(compose(framed(marked, frame), own)) <= limits.text ? marked : piece;
    found.push(fit(whole, own, network, limits, frame));
    rest = rest.slice(end).trim();
  }
  if (rest !== "")
    found.push(found.length === 0 ? fit(rest, link, network, limits, around) : fit(rest, null, network, limits));
  return found;
}

const ended = /[.!?…:;][»"”’)\]]*$/u;
/** After a sentence, or a line. */
const sentences = /(?:[.!?…]+[»"”’)\]]*(?=\s)|\n)/gu;

/** Share of the room that a whole sentence has to fill. */
const leastSentence = 0.4;

/** Where to end a piece of which the network's cutting made `cut`: after its last whole sentence, if that is no waste, else after its last word. */
function endOf(rest: string, cut: string): number {
  const kept = cut.endsWith("…") && !rest.startsWith(cut) ? cut.slice(0, -1) : cut;
  // The signs that were cut off before the ellipsis belong to the word before them.
  const loose = /^[.,;:!?…–—-]*/u.exec(rest.slice(kept.length))?.[0].length ?? 0;
  const end = rest.startsWith(kept) ? kept.length + loose : 0;
  let sentence = 0;
  for (const found of rest.slice(0, end + 1).matchAll(sentences)) {
    const at = found.index + found[0].length;
    if (at <= end) sentence = at;
  }
  return sentence >= end * leastSentence ? sentence : end;
}
