import { reasonText } from "#engine/reasons.ts";
import type { Text } from "#engine/text.ts";
import { dayEnd, dayStart, offsetAt } from "#engine/window.ts";
import type { Registry } from "../ports.ts";
import { costsOf } from "../rules/costs.ts";
import { alikeOf } from "./alike.ts";
import type { Count, Job, Ruled, Side } from "./job.ts";
import { goes, type Row, type Simulated } from "./simulate.ts";

/** Titles that stand for a group, letters of a text, and groups of one sort. */
const [titlesShown, longest, groupsShown] = [3, 500, 100];

/** Counts what was let go, by the step and the reason, as it comes. */
export function openCounts() {
  const counts = new Map<string, Count>();
  const add = (node: string, code: string, reason: Text, title: string, personal = false): void => {
    const name = `${node} ${code}`;
    const known = counts.get(name);
    if (known === undefined) {
      const titles = [title.slice(0, 300)];
      counts.set(name, { node, code, reason, varied: false, personal, count: 1, titles });
      return;
    }
    known.count += 1;
    known.varied ||= known.reason.en !== reason.en;
    known.personal ||= personal;
    if (known.titles.length < titlesShown && !known.titles.includes(title)) known.titles.push(title.slice(0, 300));
  };
  const list = (): Count[] => [...counts.values()].toSorted((a, b) => b.count - a.count).slice(0, groupsShown);
  return { add, list };
}

/** What a version would have done, in numbers. */
export function sideOf(
  nodes: Registry,
  job: Job,
  { sum, rows, full, rulings }: Simulated,
  { drops, without }: { drops: Count[]; without: string[] },
): Side {
  const going = rows.filter(goes);
  const inTime = going.filter(({ at }) => at <= job.until);
  const held = openCounts();
  for (const row of rows) {
    if (goes(row)) continue;
    const code = row.late ? "expired" : (row.code ?? "expired");
    held.add(row.wanted.node, code, reasonText(code) ?? { en: code, fr: code }, row.wanted.itemTitle);
  }
  return {
    ...{ runs: sum.runs, items: sum.items, waiting: sum.waiting, keeps: [...sum.keeps], full, drops, without },
    posts: inTime.length,
    asked: inTime.filter(({ code }) => code === "consent").length,
    later: going.length - inTime.length,
    days: daysOf(inTime, job),
    held: held.list(),
    ruled: ruledOf(rows, rulings),
    alike: alikeOf(inTime, nodes.networks, job.house),
    costs: costsOf(
      nodes.networks,
      job.house,
      inTime.map(({ wanted: { network, post } }) => ({ network, parts: post.parts })),
    ),
    steps: [...sum.steps.values()].map(({ node, itemsIn, itemsOut, drops: count, error }) => ({
      ...{ node, itemsIn, drops: count, error },
      out: Object.values(itemsOut).reduce((all, one) => all + one, 0),
    })),
    unread: sum.pages.size + sum.asks.size,
  };
}

/** By account, how many posts each local day has. */
function daysOf(rows: readonly Row[], { paces }: Job): Side["days"] {
  return [...Map.groupBy(rows, ({ wanted: { accountId } }) => accountId)].flatMap(([account, own]) => {
    const dayOf = dayIn(paces.get(account)?.zone ?? "UTC");
    const byDay = Map.groupBy(own, ({ at }) => dayOf(at));
    return [...byDay].map(([day, some]): Side["days"][number] => [
      account,
      day,
      some.length,
      some.filter(({ code }) => code === "consent").length,
    ]);
  });
}

/** The local day of an instant, as `2026-03-10`. Asked in about the order of time, so that most answers are the last one's. */
export function dayIn(zone: string): (at: number) => string {
  let [from, until, day] = [Infinity, -Infinity, ""];
  return (at) => {
    if (at < from || at >= until) {
      [from, until] = [dayStart(zone, at), dayEnd(zone, at)];
      day = new Date(at + offsetAt(zone, at)).toISOString().slice(0, 10);
    }
    return day;
  };
}

/** What the networks' rules say of the posts, by rule and step: each post and addressee is judged once. */
function ruledOf(rows: readonly Row[], rulings: Simulated["rulings"]): Ruled[] {
  const found = new Map<string, Ruled>();
  for (const { wanted } of rows) {
    const { post, node, itemTitle, one } = wanted;
    const name = one.account.network;
    for (const { code, severity, message } of rulings(one.account, post)) {
      const group = found.get(`${node} ${name} ${code}`);
      if (group === undefined)
        found.set(`${node} ${name} ${code}`, {
          ...{ node, network: name, code, severity, reason: message, count: 1, titles: [itemTitle.slice(0, 300)] },
          text: (post.parts[0]?.text ?? "").slice(0, longest),
        });
      else {
        group.count += 1;
        if (group.titles.length < titlesShown && !group.titles.includes(itemTitle)) group.titles.push(itemTitle);
      }
    }
  }
  return [...found.values()]
    .toSorted((a, b) => a.severity.localeCompare(b.severity) || b.count - a.count)
    .slice(0, groupsShown);
}
