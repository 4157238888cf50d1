import type { Mutant } from "./mutant.ts";

const promise = "a backtest is what runs would have done";
const engine = ["engine/backtest.test.ts"];
const server = ["server/backtest/backtest.test.ts"];
const against = ["server/backtest/against.test.ts"];

type Fault = Pick<Mutant, "name" | "from" | "to">;
const faultsOf = (file: string, tests: string[], list: readonly Fault[]): Mutant[] =>
  list.map((one) => ({ ...one, promise, file, tests }));

/**
 * Faults by which a drawing would be told another past than its runs would have had. Two that take thousands of posts to be seen are not here: the
 * cap of a run that is written in several parts, and the end of one with too many posts.
 */
export const backtestMutants: Mutant[] = [
  ...faultsOf("engine/backtest.ts", engine, [
    {
      name: "a backtest: what came a moment after a time waits for the next one",
      from: "const grace = 120_000;",
      to: "const grace = 0;",
    },
    {
      name: "a backtest: what is brought waits for the map's time",
      from: 'if (schedule.kind === "interval" && brought.has(source)) return at;',
      to: "",
    },
    {
      name: "a backtest: steps forget between two runs",
      from: "    ({ states } = result);\n",
      to: "",
    },
    {
      name: "a backtest: what steps keep comes back a run late",
      from: "    keptUntil(time - 1);\n",
      to: "",
    },
    {
      name: "a backtest: what steps keep at the end is let go",
      from: "  keptUntil(until);\n  return course.end(arrivals.length - taken);",
      to: "  return course.end(arrivals.length - taken);",
    },
    {
      name: "a backtest: runs go on past its end",
      from: ".filter((time) => time <= until)",
      to: "",
    },
    {
      name: "a backtest: what waits for its run is counted as taken",
      from: "keptUntil(until);\n  return course.end(arrivals.length - taken);",
      to: "keptUntil(until);\n  return course.end(0);",
    },
    {
      name: "a backtest: what goes out once more has the words that it had",
      from: "if (one.wording !== undefined) give(given, one);",
      to: "",
    },
    {
      name: "a backtest: what a step lets go later is not told",
      from: "      count(drop.node, -1);\n      onlooker.drop(drop);",
      to: "      count(drop.node, -1);",
    },
    {
      name: "a backtest: counts of a second batch are lost",
      from: "    known.itemsIn += step.itemsIn;\n",
      to: "",
    },
    {
      name: "a backtest: what several sources brought is of the last of them",
      from: 'if (one.source < (from.get(one.item.key)?.source ?? "\\uffff"))',
      to: 'if (one.source >= (from.get(one.item.key)?.source ?? ""))',
    },
  ]),
  ...faultsOf(
    "server/backtest/simulate.ts",
    [...against, ...server],
    [
      {
        name: "a backtest: two messages tell one story to one account",
        from: "rule: version.stories,",
        to: 'rule: { by: "off", days: 1 },',
      },
      {
        name: "a backtest: a map's runs share one cap",
        from: "if (written.run !== run) written = { run, created: 0 };",
        to: "",
      },
      {
        name: "a backtest: a flood goes out",
        from: "poll !== null && floods(poll, limits) ? [poll.id] : []",
        to: "poll !== null && floods(poll, limits) ? [] : []",
      },
      {
        name: "a backtest: what the ledger lets go is not told",
        from: "      watch.drop({ node: each.node, item: each.one.item, account: each.one.account, code, reason });\n",
        to: "      void [each, code, reason];\n",
      },
      {
        name: "a backtest: owners' caps and hours put nothing off",
        from: "      row.at = turns?.[index]?.at ?? row.dueAt;",
        to: "      row.at = row.dueAt;",
      },
      {
        name: "a backtest: what would expire in its lane goes out all the same",
        from: "      row.late = row.at > ends[index]!;\n",
        to: "",
      },
      {
        name: "a backtest: whoever is asked says no",
        from: 'new Set([null, "consent", "lead"]);',
        to: 'new Set([null, "lead"]);',
      },
      {
        name: "a backtest: what an owner paused goes out",
        from: 'new Set([null, "consent", "lead"]);',
        to: 'new Set([null, "consent", "lead", "paused"]);',
      },
      {
        name: "a backtest: people's reposts know no post of the company's",
        from: "        leads.set(leadKey(item.key, account.network), account);\n",
        to: "        void leadKey;\n",
      },
      {
        name: "a backtest: what follows in a thread is no part of what is compared",
        from: "return [first.text, ...rest.map(({ text }) => text)]",
        to: "return [first.text, ...rest.slice(0, 0).map(({ text }) => text)]",
      },
    ],
  ),
  ...faultsOf("server/backtest/reckon.ts", server, [
    {
      name: "a backtest: what a source had at first counts on the day on which it was read",
      from: "const said = baseline && item.published !== null",
      to: "const said = !baseline && item.published !== null",
    },
    {
      name: "a backtest: what is older than its days counts",
      from: "if (came < since || came > until) continue;",
      to: "if (came > until) continue;",
    },
    {
      name: "a backtest: what its source took back goes out",
      from: "(deleted ? gone : come).push({",
      to: "(deleted ? come : come).push({",
    },
    {
      name: "a backtest: its campaign's words are left out",
      from: "soundPart(version.document, nodes, job.brand)",
      to: "soundPart(version.document, nodes)",
    },
    {
      name: "a backtest: messages after its end are compared",
      from: "const until = Math.min(job.until,",
      to: "const until = Math.min(Infinity,",
    },
    {
      name: "a backtest shows messages that would leave after its end",
      from: "rows.filter((row) => goes(row) && row.at <= until)",
      to: "rows.filter((row) => goes(row))",
    },
  ]),
  ...faultsOf("server/backtest/against.ts", against, [
    {
      name: "a backtest: a message with another link is the same",
      from: "else if (saysOf(old) === saysOf(row) && linkOf(old) === linkOf(row)) same += 1;",
      to: "else if (saysOf(old) === saysOf(row)) same += 1;",
    },
    {
      name: "a backtest: what the draft holds is not gone",
      from: "if (now !== undefined && counts(now)) continue;",
      to: "if (now !== undefined) continue;",
    },
    {
      name: "a backtest: accounts of one item are one",
      from: '  `${accountId} ${again?.occasion ?? ""} ${itemKey}`;',
      to: '  `${accountId.slice(0, 0)} ${again?.occasion ?? ""} ${itemKey}`;',
    },
  ]),
  ...faultsOf("server/backtest/side.ts", server, [
    {
      name: "a backtest: days are counted by UTC and not where people live",
      from: 'const dayOf = dayIn(paces.get(account)?.zone ?? "UTC");',
      to: 'const dayOf = dayIn(paces.get(account)?.zone.slice(0, 0) || "UTC");',
    },
    {
      name: "a backtest counts what leaves after its end",
      from: "const inTime = going.filter(({ at }) => at <= job.until);",
      to: "const inTime = going;",
    },
    {
      name: "a backtest names no reason for what waits",
      from: "    held.add(row.wanted.node,",
      to: "    if (false) held.add(row.wanted.node,",
    },
    {
      name: "a backtest: rules are judged by one message alone",
      from: "        group.count += 1;\n",
      to: "",
    },
  ]),
  ...faultsOf("server/backtest/alike.ts", server, [
    {
      name: "a backtest: colleagues who say the same are not told",
      from: ".filter(({ accounts }) => accounts.size > 1)",
      to: ".filter(({ accounts }) => accounts.size > 1_000)",
    },
    {
      name: "a backtest: what was said long before counts as said the same",
      from: "at - one.last <= hours * 3_600_000 && ",
      to: "",
    },
  ]),
  ...faultsOf("server/backtest/items.ts", server, [
    {
      name: "a backtest reads the oldest items where there are too many",
      from: "    order by recent.seq desc limit ${mostItems + 1}`",
      to: "    order by recent.seq limit ${mostItems + 1}`",
    },
    {
      name: "a backtest reads what is for one person alone",
      from: " and ${forAll(sql`i.data`)} order by i.seq",
      to: " order by i.seq",
    },
  ]),
];
