import { type Arrival, backtest, type Backtest, runTimes } from "#engine/backtest.ts";
import { compose } from "#engine/compose.ts";
import type { Item } from "#engine/item.ts";
import type { Publisher } from "#engine/node.ts";
import { turnsOf } from "#engine/pacing.ts";
import type { Plan } from "#engine/plan.ts";
import { firstPart } from "#engine/post.ts";
import type { Drop, Wanted as Wish } from "#engine/run.ts";
import { placeOf } from "#engine/schedule.ts";
import { place } from "../ledger/beginning.ts";
import type { Wanted } from "../ledger/wanted.ts";
import { nothingKnown, sift } from "../ledger/sift.ts";
import { sampled } from "../links/shorten.ts";
import type { Registry } from "../ports.ts";
import { batchFor, passOf, plannedAtOnce } from "../run/batches.ts";
import { nothingFetched } from "../run/fetched.ts";
import { fitter, judge } from "../run/fit.ts";
import { floods } from "../run/flood.ts";
import { leadKey } from "../run/leads.ts";
import { wantedOf } from "../run/origins.ts";
import { settleReposts } from "../run/reposts.ts";
import { toldBy } from "../run/told.ts";
import { cronNext } from "../time/cron.ts";
import type { Has, Job, StoredItem, Version } from "./job.ts";

/** An item, as it came. */
export type Come = Arrival & Pick<StoredItem, "seq" | "poll">;

/** A post that the ledger would have taken. `at`: when it would have left, had nobody let it wait; past its end it is `late`. */
export type Row = {
  wanted: Wanted & { one: Wish };
  state: "held" | "ready";
  code: string | null;
  dueAt: number;
  /** The run's time. */
  now: number;
  at: number;
  late: boolean;
  from?: number;
};
export type Simulated = { sum: Backtest; rows: Row[]; full: number | null; rulings: ReturnType<typeof judge> };

/** Posts of one version that are thought through; with more of them it ends early, and says so. */
const mostPosts = 200_000;

/** What lets a post wait and is taken as granted: whoever is asked says yes at once, and what is passed on comes out. */
const granted: ReadonlySet<string | null> = new Set([null, "consent", "lead"]);
export const goes = ({ code, late }: Pick<Row, "code" | "late">): boolean => granted.has(code) && !late;

/**
 * What a version of a map would have done with what came: its runs, the ledger from empty, and the accounts' lanes as their owners set them
 * today. By the code of a run: nothing here decides anything that a run does not.
 */
export function simulate(
  nodes: Registry,
  job: Job,
  { version, plan, readers }: { version: Version; plan: Plan; readers: ReadonlyMap<string, readonly string[]> },
  come: readonly Come[],
  has: Has | null,
  watch: {
    drop: (drop: Pick<Drop, "node" | "item" | "code" | "reason"> & { account: { id: string } | null }) => void;
    go: (done: number) => void;
  },
): Simulated {
  const { limits, schedule } = plan.document;
  const rulings = judge(nodes.networks, job.house);
  const postFor = fitter(nodes.networks, job.house, rulings);
  const asSaid = sampled(job.publicUrl, version.links);
  const known = nothingKnown(new Set(job.holds.keys()));
  const leads = new Map<string, Publisher>();
  const rows: Row[] = [];
  let written = { run: 0, created: 0 };
  let full = null as number | null;
  const made = (one: Wish) => ({
    ...postFor(one.account, asSaid(one.item), [], one.shape, one.picture?.describe),
    missing: null,
    pass: passOf(one),
  });
  const write = ({ run, now, wanted, from }: Parameters<Parameters<typeof backtest<Come>>[2]["write"]>[0]) => {
    if (written.run !== run) written = { run, created: 0 };
    const origin = new Map(
      [...from].map(([key, { seq, source, poll, item }]) => [key, { seq, source, poll: poll?.id ?? null, item }]),
    );
    const flooded = new Set(
      [...from.values()].flatMap(({ poll }) => (poll !== null && floods(poll, limits) ? [poll.id] : [])),
    );
    const asked = wantedOf({ wanted }, origin, flooded, made).map((each, index) => ({ ...each, one: wanted[index]! }));
    const { kept, drops } = sift(asked, known, { rule: version.stories, now: () => now, hours: limits.hours });
    for (const { wanted: each, code, reason } of drops)
      watch.drop({ node: each.node, item: each.one.item, account: each.one.account, code, reason });
    const taken = kept.map(({ wanted: each, from: earliest }): Row => ({
      ...{ wanted: each, state: "ready", code: null, dueAt: 0, now, at: 0, late: false },
      ...(earliest === undefined ? {} : { from: earliest }),
    }));
    const perRun = Math.max(0, limits.perRun - written.created);
    place(taken, job.holds, { now: new Date(now).toISOString(), limits: { ...limits, perRun } });
    written.created += taken.length;
    for (const row of taken) {
      rows.push(row);
      const { account, item } = row.wanted.one;
      // As loadLeads has it: the company's own posts can be passed on.
      if (account.member === null && item.again === undefined && firstPart(row.wanted.post).kind !== "repost")
        leads.set(leadKey(item.key, account.network), account);
    }
    return taken.map(({ wanted: { one } }) => one);
  };
  const fetched = nothingFetched();
  for (const [name, answer] of has?.words ?? []) fetched.words.set(name, answer);
  const pages = new Map(has?.pages);
  const sum = backtest<Come>(
    plan,
    {
      arrivals: come,
      readers,
      runAt: runTimes(schedule, { cronNext, place: placeOf(job.map, schedule) }, job),
      until: job.until,
      batch: batchFor(job.accounts.length),
      part: plannedAtOnce,
      accounts: job.accounts,
      process: nodes.process,
      expand: nodes.expand,
      map: job.map,
      ...toldBy({ nodes }, plan, job.accounts, fetched),
      // Asked for once; what is not known then cannot be had.
      page: (address) => (has === null ? pages.get(address) : (pages.get(address) ?? null)),
    },
    {
      pass: (result, count) => settleReposts(result, nodes.networks, count, leads),
      write,
      drop: watch.drop,
      go: (done, now) => {
        watch.go(done);
        if (rows.length > mostPosts) full = now;
        return full === null;
      },
    },
  );
  leave(rows, job, limits.hours);
  return { sum, rows, full, rulings };
}

/** When each would have left, account by account, in lanes that had sent nothing before. */
function leave(rows: readonly Row[], { paces }: Job, hours: number): void {
  for (const [id, own] of Map.groupBy(rows, ({ wanted: { accountId } }) => accountId)) {
    const line = own.filter(({ code }) => granted.has(code)).toSorted((a, b) => a.dueAt - b.dueAt);
    const pace = paces.get(id);
    const ends = line.map(({ now }) => now + hours * 3_600_000);
    const dues = line.map(({ dueAt }) => dueAt);
    const turns = pace === undefined ? null : turnsOf(dues, pace, { last: null, frozen: null, used: new Map() }, ends);
    for (const [index, row] of line.entries()) {
      row.at = turns?.[index]?.at ?? row.dueAt;
      row.late = row.at > ends[index]!;
    }
  }
}

/** What a post says, its thread and comment after it: what two versions are compared by. */
export function saysOf({ wanted: { post, one } }: Row): string {
  const [first, ...rest] = post.parts;
  if (first === undefined) return compose(one.item.text, one.item.link);
  return [first.text, ...rest.map(({ text }) => text)].filter((text) => text !== "").join("\n\n");
}

export const linkOf = ({ wanted: { post, one } }: Row): string | null =>
  firstPart(post).kind === "repost" ? null : (one.item as Item).link;
