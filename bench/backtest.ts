import { noHouseRules } from "#engine/house.ts";
import type { Publisher } from "#engine/node.ts";
import type { Job } from "#server/backtest/job.ts";
import { readStored, reckon } from "#server/backtest/reckon.ts";
import { createBacktests } from "#server/backtest/thread.ts";
import { loadNodes } from "#server/nodes.ts";
import { days, drawing, items, storedUntil } from "./past.ts";

/**
 * A backtest of 30 days: 10,000 items of 40 feeds through a drawing of 20 steps, for 20 accounts with their hours and caps, against a live
 * version that differs in one filter. One JSON line each, medians of the rounds: `engine`, the drawing alone in this thread (its runs, the ledger, the
 * posts as networks take them, lanes, rules, likeness and costs); `both`, with the live version and the comparison; `thread`, the same through
 * its worker, items and answer handed over. With names as arguments: only those.
 */
const people = 20;
const rounds = Number(process.env["ROUNDS"] ?? 7);
const until = Date.parse("2026-03-31T12:00:00Z");
const since = until - days * 86_400_000;
const stored = storedUntil(until);
const read = stored.map(readStored);

const accounts = Array.from({ length: people }, (_, index): Publisher => {
  const network = index % 2 === 0 ? "x" : "linkedin";
  const handle = `person${index}`;
  return {
    ...{ id: `a${index}`, ref: `${network}:${handle}`, network, handle, name: handle, member: `m${index}`, topics: [] },
    mode: index % 4 === 0 ? "auto" : "ask",
    terms: { kind: "person", limits: null, epoch: 0 },
  };
});

const version = (words: string[]) => ({
  document: drawing(words),
  stories: { by: "both" as const, days: 7 },
  links: { short: false, marks: false },
});
const job = (both: boolean): Job => ({
  ...{ map: "bench", since, until, accounts, brand: null, house: noHouseRules, publicUrl: "https://relaymap.example" },
  draft: version(["embauche", "usine"]),
  live: both ? version(["embauche"]) : null,
  holds: new Map(
    accounts.map(({ id, member, mode }) => [
      id,
      { id, person: member!, floor: null, holds: new Map([["", mode === "ask" ? "consent" : null]]) },
    ]),
  ),
  paces: new Map(
    accounts.map(({ id }) => [id, { zone: "Europe/Paris", quietFrom: 1200, quietTo: 480, cap: 40, spacing: 600_000 }]),
  ),
  brought: new Set(),
});

const asked = process.argv.slice(2);
const nodes = await loadNodes();
const threads = createBacktests();
const nothing = { progress: () => undefined, ask: () => Promise.resolve({ pages: [], words: [] }) };
async function* portions() {
  for (let start = 0; start < stored.length; start += 1000) yield stored.slice(start, start + 1000);
}
const ways = {
  engine: () => reckon(nodes, job(false), read, nothing),
  both: () => reckon(nodes, job(true), read, nothing),
  thread: () =>
    threads.reckon("bench", job(true), { items: portions(), has: nothing.ask }, new AbortController().signal),
};

for (const [name, way] of Object.entries(ways)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (rounds > 1) await way();
  const times: { seconds: number; cpuSeconds: number }[] = [];
  let answer = await way();
  for (let round = 0; round < rounds; round += 1) {
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    answer = await way();
    const { user, system } = process.cpuUsage(cpu);
    times.push({ seconds: (performance.now() - begun) / 1000, cpuSeconds: (user + system) / 1e6 });
  }
  const median = (of: "seconds" | "cpuSeconds") =>
    times.map((each) => each[of]).toSorted((a, b) => a - b)[rounds >> 1]!;
  const { draft, against } = answer;
  console.log(
    JSON.stringify({
      ...{
        bench: "backtest",
        way: name,
        days,
        items,
        steps: drawing([]).nodes.length,
        accounts: people,
        runs: draft.runs,
      },
      ...{
        posts: draft.posts,
        late: draft.held.reduce((sum, { count }) => sum + count, 0),
        against: against === null ? null : { changed: against.changed, fresh: against.fresh, gone: against.gone },
      },
      ...{ seconds: Number(median("seconds").toFixed(3)), cpuSeconds: Number(median("cpuSeconds").toFixed(3)) },
      megabytes: Math.round(process.memoryUsage().rss / 1e6),
    }),
  );
}
await threads.close();
