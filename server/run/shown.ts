import type { Waiting } from "#engine/ahead.ts";
import type { Item } from "#engine/item.ts";
import type { Plan } from "#engine/plan.ts";
import { firstPart } from "#engine/post.ts";
import type { Result } from "#engine/run.ts";
import { reasonText } from "#engine/reasons.ts";
import { wordingsOf } from "#engine/wordings.ts";
import type { Reply } from "../api.ts";
import { itemView } from "../inbox/items.ts";
import { linkRule } from "../links/rule.ts";
import { sampled } from "../links/shorten.ts";
import type { Services } from "../ports.ts";
import { costsOf } from "../rules/costs.ts";
import { houseRules } from "../rules/house.ts";
import { madeBy } from "./asked.ts";
import { type Fetched, withFetched } from "./fetched.ts";
import type { Foreseen } from "./foresee.ts";
import { fitter, judge } from "./fit.ts";
import { type Leaving, leavingOf } from "./leaving.ts";
import { missingOf, showPictures } from "./pictures.ts";
import { reachedBy } from "./reached.ts";
import type { Rehearsed, SourceView } from "./rehearse.ts";
import { passedOn } from "./reposts.ts";
import { shownToAll } from "./seen.ts";
import { aheadOf, type Fate, fatesOf, nowhere } from "./told-ahead.ts";
import { troubled } from "./troubled.ts";
import { sayUnhad, unhadOf } from "./unhad.ts";

type View = Reply<"preview">;
type One = Result["wanted"][number];

const shownItems = 20;
const shownDrops = 20;
const shownPosts = 1000;
/** Of so many it is said what they would cost. */
const pricedPosts = 5000;
/** What a preview waits for, milliseconds and pages; what comes later is there at the next one. */
export const waiting = { patience: 10_000, pages: 40 };

/** What a step would keep, and until when: the first that go on. */
const waitsOf = (list: readonly Waiting[]) => ({
  count: list.length,
  first: list
    .toSorted((a, b) => a.until - b.until)
    .slice(0, shownItems)
    .map(({ title, until }) => ({ title, until: new Date(until).toISOString() })),
});

/** Shown the newest first, as people read lists. */
const newest = (items: Item[]) => items.slice(-shownItems).toReversed().map(itemView);

/** What a draft would post, as its accounts' networks would show it, and what each step did to get there. */
export async function show(
  services: Services,
  workspaceId: string,
  plan: Plan,
  rehearsed: Rehearsed,
  {
    map,
    foreseen,
    sources,
    fetched,
  }: { map: string | null; foreseen: Foreseen | null; sources: readonly SourceView[]; fetched: Fetched },
): Promise<Pick<View, "edges" | "steps" | "now" | "accounts" | "posts" | "postCount" | "costs">> {
  const { result, letGo, at, waits } = rehearsed;
  const { networks } = services.nodes;
  const house = await houseRules(services.db, workspaceId);
  const ruled = judge(networks, house);
  const postFor = fitter(networks, house, ruled);
  // As long as the short link will be, and no code is spent on a preview.
  const asSaid = sampled(services.settings.publicUrl, await linkRule(services.db, workspaceId, plan.document));
  const drops = Map.groupBy(result.drops, ({ node }) => node);
  // What would go comes before what would not, which is shown all the same: it says how a post looks.
  const fateOf = foreseen === null ? () => nowhere : fatesOf(foreseen, sources);
  const fates = settled(result.wanted, letGo, fateOf);
  const isLetGo = (one: One): boolean => letGo.has(one) && fates.get(one)!.row === null;
  const goes = result.wanted.filter((one) => !isLetGo(one));
  const stays = result.wanted.filter(isLetGo);
  const wanted = fairly([...goes.toReversed(), ...stays.toReversed()], shownPosts);
  const shownWith = await picturesOf(services, workspaceId, wanted, fetched);
  const reached = await reachedBy(services.db, workspaceId, result, goes);
  const avatars = new Map(reached.map(({ ref, avatar }) => [ref, avatar]));
  const looked = new Set(wanted);
  const planned = goes.slice(0, pricedPosts);
  const plain = ({ account, item, shape }: One) => postFor(account, asSaid(item), [], shape);
  const claimed = new Set(planned.flatMap((one) => fates.get(one)?.row?.turn ?? []));
  const besides = (foreseen?.rows ?? []).flatMap(({ state, dueAt, wanted: { accountId } }, turn) =>
    state === "ready" && !claimed.has(turn) ? [{ accountId, dueAt, turn }] : [],
  );
  const leaving = await leavingOf(services, workspaceId, map, plan, rehearsed, {
    goes: planned,
    begins: (one) => fates.get(one)?.row ?? null,
    besides,
    made: (one) => ({
      ...plain(one),
      // Of others nobody asked for the pictures.
      missing: looked.has(one) ? missingOf(one, shownWith(one)) : null,
    }),
  });
  const wordingOf = wordingsAt(result);
  return {
    edges: result.edges,
    steps: result.steps.map((step) => ({
      node: step.node,
      itemsIn: step.itemsIn,
      items: newest(step.items),
      drops: (drops.get(step.node) ?? []).slice(-shownDrops).map(({ item, reason }) => ({ title: item.title, reason })),
      dropCount: step.drops,
      waits: waitsOf(waits.get(step.node) ?? []),
      note: sayUnhad(unhadOf(step, fetched), "preview"),
      ...madeBy(step, fetched),
    })),
    now: foreseen === null ? null : aheadOf(foreseen, sources),
    accounts: reached,
    posts: wanted.map((one) => {
      const { node, account, item, shape } = one;
      const { media, trouble } = shownWith(one);
      const said = (lead: One) => firstPart(plain(lead).post).text;
      const { post } =
        passedOn(one, result, said) ?? postFor(account, asSaid(item), media, shape, one.picture?.describe);
      const [part, ...rest] = [firstPart(post), ...post.parts.slice(1)];
      const once = [...new Map(ruled(account, post).map((ruling) => [ruling.code, ruling])).values()];
      return {
        ...{ key: item.key, account: account.ref },
        ...{ accountName: account.name, avatar: avatars.get(account.ref) ?? null },
        ...{ node, network: account.network, mode: account.mode, machine: item.machine !== undefined },
        text: part.text,
        link: part.kind === "repost" || rest.some(({ kind }) => kind === "comment") ? null : asSaid(item).link,
        media: part.media ?? [],
        card: part.card ?? null,
        cardless: part.cardless === true,
        ...{ warning: part.warning ?? null, visibility: part.visibility ?? null },
        original: part.original ?? null,
        rest: rest.map(({ kind, text }) => ({ kind, text })),
        item: item.title,
        wording: wordingOf(one),
        leaves: leavesOf(leaving.get(one)),
        now: fates.get(one)!.now,
        at: at.has(one) ? new Date(at.get(one)!).toISOString() : null,
        letGo: isLetGo(one) ? letGo.get(one)! : fates.get(one)!.reason,
        problems: [...once, ...shownToAll(part, shape), ...troubled(trouble, one.picture, media)].map((ruling) => ({
          ...ruling,
          node,
        })),
      };
    }),
    postCount: goes.length,
    costs: costsOf(
      networks,
      house,
      planned.map((one) => ({ network: one.account.network, parts: plain(one).post.parts })),
    ),
  };
}

/**
 * What a run now would do with each. Of two that tell one story the older has it here, where all that is listed comes anew; a run now may take the
 * other alone. Of one item that comes to a target twice only the one that goes has the run's delivery.
 */
function settled(wanted: readonly One[], letGo: Rehearsed["letGo"], fateOf: (one: One) => Fate): Map<One, Fate> {
  const fates = new Map(wanted.map((one) => [one, fateOf(one)]));
  const taken = new Set<Fate["row"]>();
  for (const one of [...wanted.filter((each) => !letGo.has(each)), ...wanted.filter((each) => letGo.has(each))]) {
    const { row } = fates.get(one)!;
    if (row === null) continue;
    if (taken.has(row)) fates.set(one, { now: "letGo", row: null, reason: letGo.get(one) ?? null });
    taken.add(row);
  }
  return fates;
}

/** As many as there is room for, in their order: of each account the first, then of each the second, so that nobody's are missing. */
function fairly(all: readonly One[], most: number): One[] {
  if (all.length <= most) return [...all];
  const places = new Map<string, number>();
  const turns = all.map((one) => {
    const turn = places.get(one.account.id) ?? 0;
    places.set(one.account.id, turn + 1);
    return { one, turn };
  });
  const chosen = new Set(turns.toSorted((a, b) => a.turn - b.turn).slice(0, most));
  return turns.filter((each) => chosen.has(each)).map(({ one }) => one);
}

/** Which of its item's wordings a post says: as the item reached its target, with all of them. */
function wordingsAt({ steps }: Result): (one: One) => View["posts"][number]["wording"] {
  const items = new Map(steps.flatMap(({ node, items }) => items.map((item) => [`${node} ${item.key}`, item])));
  return ({ node, item, wording }) => {
    const there = items.get(`${node} ${item.key}`);
    const list = (there === undefined ? null : wordingsOf(there)?.list) ?? [];
    const index = list.findIndex(({ id }) => id === wording);
    return index < 0 ? null : { number: index + 1, of: list.length };
  };
}

function leavesOf(leaving: Leaving | undefined): View["posts"][number]["leaves"] {
  if (leaving === undefined) return null;
  const { at, code, why } = leaving;
  return { at: at === null ? null : new Date(at).toISOString(), code, reason: reasonText(code), why };
}

/** The pictures that would go with posts, as far as they can be had while somebody waits for the preview. */
function picturesOf(services: Services, workspaceId: string, wanted: Result["wanted"], fetched: Fetched) {
  const show = () => showPictures(services.db, services, workspaceId, wanted, fetched, false);
  return withFetched(services, workspaceId, fetched, show, waiting);
}
