import { sql } from "kysely";
import type { Item } from "#engine/item.ts";
import type { Publisher } from "#engine/node.ts";
import type { Plan } from "#engine/plan.ts";
import { type Ahead, executeAhead } from "#engine/ahead.ts";
import type { Result } from "#engine/run.ts";
import { type StoryRule, usualStoryRule } from "#engine/story.ts";
import type { Text } from "#engine/text.ts";
import { loadLeads } from "./leads.ts";
import { settleReposts } from "./reposts.ts";
import { type Asked, type Known, loadKnown, nothingKnown, sift } from "../ledger/sift.ts";
import type { Db, Services } from "../ports.ts";
import { feedsTold } from "./events.ts";
import { unanswered } from "./asked.ts";
import { type Fetched, FetchWanted, unread } from "./fetched.ts";
import { givenWordings } from "./given.ts";
import { toldBy } from "./told.ts";
import { originsOf, repeatOf } from "./origins.ts";
import { storyRule } from "./story-rule.ts";

/** What one source node has to show: its items, oldest first as a run would take them, or why it has none. `source` names it. */
export type SourceView = { node: string; source: string; items: Item[]; error: Text | null };

/** Keeps of each step's items this many. */
const sample = 200;

/** What a plan would post, and what of it the ledger would let go, with the reason, because the account has it already. */
export type Rehearsed = Ahead & {
  letGo: ReadonlyMap<Result["wanted"][number], Text>;
  /** Of what goes out once more, when it may at the earliest (milliseconds). */
  from: ReadonlyMap<Result["wanted"][number], number>;
};

/** What a plan makes of what its sources list, before the ledger is asked; `ledger` as below. */
export async function passAhead(
  services: Pick<Services, "nodes" | "clock">,
  plan: Plan,
  sources: readonly SourceView[],
  accounts: readonly Publisher[],
  ledger: { db: Db; workspaceId: string } | null,
  fetched: Pick<Fetched, "pages" | "words">,
): Promise<Ahead> {
  const ahead = executeAhead(plan, {
    feeds: await feedsTold(services.nodes, plan, sources, ledger),
    now: services.clock.now(),
    states: {},
    accounts,
    process: services.nodes.process,
    expand: services.nodes.expand,
    ...toldBy(services, plan, accounts, fetched),
    ...(ledger === null
      ? {}
      : {
          given: await givenWordings(
            ledger.db,
            services,
            ledger.workspaceId,
            plan,
            sources.flatMap(({ items }) => items),
          ),
        }),
    sample,
  });
  // The newest first: a preview reads few.
  const pages = unread(ahead.result, fetched).toReversed();
  const asks = unanswered(ahead.result, fetched);
  if (pages.length + asks.size > 0)
    throw new FetchWanted({ pages: new Set(pages), asks: new Map([...asks].toReversed()) });
  return ahead;
}

/**
 * Runs a plan over what its sources list and asks the ledger of it, by the code of a real run. `ledger` null: nothing was ever posted,
 * so that only what the run itself would double is let go. What steps keep for later is followed to the day on which it goes on.
 * Throws FetchWanted where a step asks for pages that nobody has read, or words that no machine was asked for.
 */
export async function rehearse(
  services: Pick<Services, "nodes" | "clock">,
  plan: Plan,
  sources: SourceView[],
  accounts: readonly Publisher[],
  ledger: { db: Db; workspaceId: string } | null,
  fetched: Pick<Fetched, "pages" | "words">,
): Promise<Rehearsed> {
  const now = services.clock.now();
  const ahead = await passAhead(services, plan, sources, accounts, ledger, fetched);
  const { result } = ahead;
  const earlier = ledger === null ? undefined : await loadLeads(ledger.db, ledger.workspaceId, result, accounts);
  const countDrop = (node: string) => {
    const step = result.steps.find((each) => each.node === node);
    if (step !== undefined) step.drops += 1;
  };
  settleReposts(result, services.nodes.networks, countDrop, earlier);
  const ids = ledger === null ? new Map<string, string>() : await storedIds(ledger, sources);
  const origins = originsOf(
    sources.flatMap(({ source, items }) => items.map((item) => ({ source, item }))),
    ({ source }) => source,
  );
  const sourceOf = (key: string): string | null => {
    const from = origins.get(key)?.source;
    return from === undefined ? null : (ids.get(from) ?? from);
  };
  const asked = result.wanted.map((one) => {
    const { key, title } = one.item;
    return { ...askedOf(one, sourceOf(key)), itemTitle: origins.get(key)?.item.title ?? title, one };
  });
  const there = new Set(accounts.map(({ id }) => id));
  const at = new Date(now).toISOString();
  const rule = ledger === null ? (plan.document.stories ?? usualStoryRule) : await ruleOf(ledger, plan);
  const known: Known =
    ledger === null
      ? nothingKnown(there)
      : await loadKnown(ledger.db, { ...ledger, now: at, rule, accounts: there }, asked);
  const { kept, drops } = sift(asked, known, {
    rule,
    now: ({ one }) => ahead.at.get(one) ?? now,
    hours: plan.document.limits.hours,
  });
  for (const { wanted, code, reason } of drops) {
    const { node, account, item } = wanted.one;
    result.drops.push({ node, account, item, code, reason });
    const step = result.steps.find((each) => each.node === node);
    if (step !== undefined) step.drops += 1;
  }
  return {
    ...ahead,
    letGo: new Map(drops.map(({ wanted, reason }) => [wanted.one, reason])),
    from: new Map(kept.flatMap(({ wanted, from }) => (from === undefined ? [] : [[wanted.one, from]]))),
  };
}

const ruleOf = ({ db, workspaceId }: { db: Db; workspaceId: string }, plan: Plan): Promise<StoryRule> =>
  storyRule(db, workspaceId, plan.document);

const askedOf = ({ account, item }: Result["wanted"][number], source: string | null): Omit<Asked, "itemTitle"> => ({
  accountId: account.id,
  itemKey: item.key,
  link: item.link,
  source,
  ...(item.anchored === true ? { anchored: true } : {}),
  ...repeatOf(item),
});

/** Sources that are stored, by their keys: the ledger knows them by their ids. */
async function storedIds({ db, workspaceId }: { db: Db; workspaceId: string }, sources: SourceView[]) {
  const keys = [...new Set(sources.map(({ source }) => source))];
  const rows = await db
    .selectFrom("source")
    .select(["id", "key"])
    .where("workspace_id", "=", workspaceId)
    .where("key", "=", sql<string>`any(${keys}::text[])`)
    .execute();
  return new Map(rows.map(({ id, key }) => [key, id]));
}
