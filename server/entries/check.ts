import { allot } from "#engine/allotment.ts";
import { type Ability, can, type Card, type Limits } from "#engine/card.ts";
import { compose, withoutLink } from "#engine/compose.ts";
import { saysSomething } from "#engine/bare.ts";
import { wouldHold } from "#engine/crisis.ts";
import { disclosureFor, type HouseRules } from "#engine/house.ts";
import type { Expansion, Publisher } from "#engine/node.ts";
import type { Post, PostMedium } from "#engine/post.ts";
import { matchRef, refLabel } from "#engine/ref.ts";
import { rulingsOf } from "#engine/rules.ts";
import type { Text } from "#engine/text.ts";
import type { Written } from "#engine/written.ts";
import type { z } from "zod";
import type { Reply } from "../api.ts";
import type { entries, Finding as FindingSchema } from "../api/entries.ts";
import { campaignNow } from "../campaigns/now.ts";
import { heldBy, standingHolds } from "../ledger/crisis.ts";
import { linkRule } from "../links/rule.ts";
import { sampled } from "../links/shorten.ts";
import type { Medium, Services } from "../ports.ts";
import { houseRules } from "../rules/house.ts";
import { fitter, limitsOf } from "../run/fit.ts";
import { listPublishers } from "../run/publishers.ts";
import { topicsOf } from "../topics/read.ts";
import { ownerOf, type Who } from "./may.ts";
import { itemOf, mediaOf, partOf, untilOf } from "./message.ts";
import {
  noWords,
  bare,
  noLink,
  nobody,
  nobodyNow,
  ownOnly,
  noPicture,
  tooSoon,
  onceOnly,
  gone,
  parked,
  cutAt,
  noThread,
  noComment,
  linkStays,
  fewPictures,
  noVideo,
  videoAlone,
  sameWords,
} from "./sentences.ts";

export type Finding = z.output<typeof FindingSchema>;
export type Given = z.output<(typeof entries)["checkEntry"]["body"]>;
type Found = Reply<"checkEntry">;
type Wanted = Expansion["wanted"][number];

/** Posts that are shown at most. */
const mostShown = 60;

/**
 * What an entry would be, account by account, by the very steps that send it; and what stands in its way. Reads only. It knows nothing of what other
 * posts do meanwhile: that is the gate's.
 */
export async function checkEntry(
  services: Pick<Services, "db" | "nodes" | "settings">,
  who: Who,
  given: Given,
): Promise<Found> {
  const { db, nodes } = services;
  const { workspaceId } = who;
  const { written } = given;
  const owner = ownerOf(who);
  const accounts = await listPublishers(db, workspaceId, owner === null ? {} : { memberId: owner });
  const media = await mediaOf(db, workspaceId, written);
  const house = await houseRules(db, workspaceId);
  const topics = given.topic === null ? [] : await topicsOf(db, workspaceId);
  const found = { list: [] as Finding[], seen: new Set<string>() };
  const say: Say = (place, code, severity, message, network = null) => {
    const name = `${place} ${code} ${network ?? ""}`;
    if (found.seen.has(name)) return;
    found.seen.add(name);
    found.list.push({ place, network, severity, code, message });
  };
  const at = given.at === null ? Date.now() : Date.parse(given.at);
  checkWhole(say, given, { accounts, media, owner, at });
  const campaign = given.campaign == null ? null : await campaignNow(db, workspaceId, given.campaign);
  const topic = topics.find(({ id }) => id === given.topic);
  const { item } = await itemOf(
    services,
    {
      ...{ id: "00000000-0000-4000-8000-000000000000", round: 1, written, at, until: given.until },
      brand: campaign?.brand ?? null,
      ...{ topic: topic ?? null, by: { id: who.memberId, admin: who.role === "admin" } },
      ...{ own: owner !== null, except: [] },
    },
    media,
    partOf(given),
  );
  const { wanted, drops } = nodes.expand("as-written")(item, {}, accounts);
  const people = wanted.filter(({ account }) => account.member !== null && !isNamed(written, account, accounts));
  if (written.people !== null && owner === null && people.length === 0) say("people", "nobody", "warning", nobodyNow);
  for (const { account, code, reason } of drops)
    if (account !== null && code === "paused")
      say("accounts", `paused-${account.id}`, "warning", reason, account.network);
  const alotted = allot(
    wanted.map((one) => ({ ...one, item, shape: one.shape! })),
    accounts,
  );
  const places = new Map((item.wordings?.list ?? []).map(({ id }, index) => [id, index]));
  const postFor = fitter(nodes.networks, house);
  const held = heldBy(await standingHolds(db, workspaceId));
  const short = sampled(services.settings.publicUrl, await linkRule(db, workspaceId, {}));
  const posts: Found["posts"] = [];
  const told = new Set<string>();
  for (const { one, item: worded, wording } of alotted) {
    const { account } = one;
    const network = nodes.networks.get(account.network);
    const limits = limitsOf(network, account.terms === undefined ? {} : { terms: account.terms });
    if (worded === null || network === undefined || limits === null) continue;
    const isPerson = people.some((each) => each.account.id === account.id);
    const name = [account.network, account.terms?.kind, JSON.stringify(limits), wording, isPerson].join(" ");
    if (isPerson && told.has(name)) continue;
    told.add(name);
    const fitted = short(worded);
    const shown = shownOn(written, media, limits);
    const { post } = postFor(account, fitted, shown, one.shape);
    const words = `words.${wording === null ? 0 : (places.get(wording) ?? 0)}`;
    checkAt(
      say,
      { written, card: network.card, account, limits, house, media },
      { text: fitted.text, link: fitted.link, words },
      post,
    );
    const hold = held(post, "");
    if (hold !== null) say("words.0", "crisis", "warning", wouldHold(hold.word));
    const [first] = post.parts;
    if (posts.length < mostShown)
      posts.push({
        ...{ network: account.network, account: isPerson ? null : account.id, name: account.name, post },
        ...{ count: network.card.count(first?.text ?? "", limits), limit: limits.text },
      });
  }
  checkAlike(say, alotted, nodes.networks, house);
  const reached = new Set(people.map(({ account }) => account.member));
  return { findings: found.list, posts, people: { count: reached.size, accounts: people.length } };
}

type Say = (place: string, code: string, severity: Finding["severity"], message: Text, network?: string | null) => void;

const isNamed = ({ accounts: refs }: Written, account: Publisher, accounts: readonly Publisher[]): boolean =>
  refs.some((ref) => {
    const found = matchRef(ref, accounts);
    return found.kind === "one" && found.account.id === account.id;
  });

/** What does not hang on a network. */
function checkWhole(
  say: Say,
  { written, until, at: planned, evergreen, approval }: Given,
  of: { accounts: readonly Publisher[]; media: ReadonlyMap<string, Medium>; owner: string | null; at: number },
): void {
  const { words, media, link, accounts, people } = written;
  const silent = words.findIndex(({ text }) => text.trim() === "");
  if (silent > 0) say(`words.${silent}`, "no-words", "error", noWords);
  if (silent === 0 && (words.length > 1 || (media.length === 0 && (link ?? "") === "")))
    say("words.0", "no-words", "error", noWords);
  if (silent === 0 && media.length === 0 && link !== null && link !== "" && !saysSomething(words[0]!.text))
    say("words.0", "bare-link", "error", bare);
  if (link !== null && link !== "" && !/^https?:\/\/[^\s/]+\.?[^\s]*$/iu.test(link))
    say("link", "no-link", "error", noLink);
  if (accounts.length === 0 && people === null) say("accounts", "nobody", "error", nobody);
  if (people !== null && of.owner !== null) say("people", "not-yours", "error", ownOnly);
  for (const [index, ref] of accounts.entries()) {
    const found = matchRef(ref, of.accounts);
    if (found.kind !== "one") say(`accounts.${index}`, "no-account", "error", gone(refLabel(ref)));
    else if (found.account.parked === true)
      say(`accounts.${index}`, "reconnect", "warning", parked(found.account.name), found.account.network);
  }
  for (const { id } of media) if (!of.media.has(id)) say("media", "gone", "error", noPicture);
  if (until !== null && planned !== null && untilOf({ at: of.at, until, written }) <= of.at)
    say("until", "before", "error", tooSoon);
  if (evergreen && approval) say("evergreen", "approval", "warning", onceOnly);
}

type Site = {
  written: Written;
  card: Card;
  account: Publisher;
  limits: Limits;
  house: HouseRules;
  media: ReadonlyMap<string, Medium>;
};

/** What one network makes of it. */
function checkAt(
  say: Say,
  { written, card, account, limits, house, media }: Site,
  { text, link, words }: { text: string; link: string | null; words: string },
  post: Post,
): void {
  const { name: network, title } = card;
  const { kind = "person", unable = [] } = account.terms ?? {};
  const has = (ability: Ability): boolean => can(card, kind, ability) && !unable.includes(ability);
  const apart = written.linkIn === "comment" && has("comment") && link !== null && withoutLink(text, link) !== "";
  const count = (one: string): number => card.count(one, limits);
  const length = count(compose(text, apart ? null : link));
  const index = Number(words.split(".")[1]);
  if (length > limits.text && !(written.long === "thread" && has("reply")))
    // Who wrote for this network meant every word of it.
    say(
      words,
      "too-long",
      written.words[index]?.for === null ? "warning" : "error",
      cutAt(title, limits.text, length),
      network,
    );
  for (const [at, one] of written.thread.entries()) {
    if (one.trim() === "") continue;
    if (!has("reply")) say("thread.0", "no-thread", "warning", noThread(title), network);
    else if (count(one) > limits.text)
      say(`thread.${at}`, "too-long", "error", cutAt(title, limits.text, count(one)), network);
  }
  if (written.comment.trim() !== "" && !has("comment"))
    say("comment", "no-comment", "warning", noComment(title), network);
  if (written.linkIn === "comment" && link !== null && !has("comment"))
    say("link", "no-comment", "warning", linkStays(title), network);
  const kinds = written.media.flatMap(({ id }) => media.get(id)?.kind ?? []);
  const pictures = kinds.filter((each) => each === "picture").length;
  const videos = kinds.length - pictures;
  if (pictures > limits.pictures && !(videos > 0 && limits.videos > 0))
    say("media", "too-many", "warning", fewPictures(title, limits.pictures, pictures), network);
  if (videos > 0 && limits.videos === 0) say("media", "no-video", "warning", noVideo(title), network);
  if (videos > 0 && limits.videos > 0 && kinds.length > 1)
    say("media", "video-alone", "warning", videoAlone(title), network);
  const to = { kind, mode: account.mode, limits, ...disclosureFor(house) };
  for (const { code, severity, message } of rulingsOf(card, post, to))
    say(code === "no-alt" || code === "alt-required" ? "media" : words, code, severity, message, network);
}

/** Nearly the same words from several accounts, where a network minds that. */
function checkAlike(
  say: Say,
  alotted: readonly { one: Wanted; wording: string | null }[],
  networks: Services["nodes"]["networks"],
  { alike }: HouseRules,
): void {
  for (const [network, ones] of Map.groupBy(alotted, ({ one }) => one.account.network)) {
    const card = networks.get(network)?.card;
    if (card?.alike === undefined) continue;
    const said = new Set(ones.map(({ wording }) => wording));
    if (ones.length > said.size)
      say(
        "words.0",
        "alike",
        alike.hold ? "error" : "warning",
        sameWords(card.title, ones.length, said.size, card.alike.text),
        network,
      );
  }
}

/** As many as the network takes; a video stands alone. */
function shownOn(written: Written, media: ReadonlyMap<string, Medium>, limits: Limits): PostMedium[] {
  const all = written.media.flatMap(({ id, alt }): PostMedium[] => {
    const medium = media.get(id);
    if (medium === undefined) return [];
    const { kind, type, width, height } = medium;
    const size = { ...(width === null ? {} : { width }), ...(height === null ? {} : { height }) };
    return [{ id, kind, type, ...size, ...(alt.trim() === "" || limits.alt === 0 ? {} : { alt: alt.trim() }) }];
  });
  const video = limits.videos > 0 ? all.find(({ kind }) => kind === "video") : undefined;
  return video === undefined ? all.filter(({ kind }) => kind === "picture").slice(0, limits.pictures) : [video];
}
