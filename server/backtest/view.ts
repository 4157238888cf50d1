import { reasonText } from "#engine/reasons.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { smallestGroup } from "../mine/figures.ts";
import type { Answer, Job, Person, Side } from "./job.ts";
import { dayIn } from "./side.ts";

type View = Reply<"backtest">;
type Row = View["people"][number];

const iso = (at: number): string => new Date(at).toISOString();

/** A backtest as the API shows it. Where others get no figures about one person, people stand together, and nothing names one. */
export function viewOf({
  job: { since, until },
  answer: { draft, live, against, samples, ms },
  people,
  zone,
  tells,
  cut,
  items,
  version,
  manual,
}: {
  job: Job;
  answer: Answer;
  people: ReadonlyMap<string, Person>;
  zone: string;
  tells: boolean;
  cut: boolean;
  items: number;
  version: number | null;
  manual: boolean;
}): View {
  const days = daysBetween(since, until, zone);
  const whose = (account: string) => {
    const person = people.get(account);
    const company = person?.member === null;
    const named = person !== undefined && (company || tells);
    return {
      name: named ? (person.member?.name ?? person.name) : "",
      avatar: named ? person.avatar : null,
      company,
    };
  };
  const { rows, apart } = peopleOf(draft.days, days, people, tells);
  return {
    ...{ since: iso(since), until: iso(until), days, items, cut, byHand: manual, ms, apart },
    draft: sideOf(draft, tells),
    live:
      live === null || version === null
        ? null
        : {
            version,
            posts: live.posts,
            asked: live.asked,
            later: live.later,
            costs: live.costs,
            without: live.without,
          },
    people: rows,
    posts: samples.map(({ account, at, key: _key, ...post }) => ({ ...post, ...whose(account), at: iso(at) })),
    against:
      against === null
        ? null
        : {
            ...against,
            rows: against.rows.map(({ account, at, key: _key, why, ...row }) => ({
              ...row,
              ...whose(account),
              at: iso(at),
              why: why === null ? null : unnamed(why, tells),
            })),
          },
  };
}

/** Where nobody is named, a reason that is of one account is said without it. */
function unnamed<Each extends { code: string; reason: Text; personal: boolean }>(one: Each, tells: boolean) {
  const { personal, ...said } = one;
  return personal && !tells ? { ...said, reason: reasonText(one.code) ?? ofSome } : said;
}
const ofSome: Text = { en: "For reasons of single accounts.", fr: "Pour des raisons propres à certains comptes." };

function sideOf(
  { days: _days, keeps, ruled, full, steps: _steps, drops, held, ...side }: Side,
  tells: boolean,
): View["draft"] {
  return {
    ...side,
    drops: drops.map((one) => unnamed(one, tells)),
    held: held.map((one) => unnamed(one, tells)),
    keeps: keeps.map(([node, count]) => ({ node, count })),
    rules: ruled,
    full: full === null ? null : iso(full),
  };
}

/** The workspace's days, from the first to the last. */
function daysBetween(since: number, until: number, zone: string): string[] {
  const dayOf = dayIn(zone);
  const days = new Set<string>();
  for (let at = since; at < until; at += 12 * 3_600_000) days.add(dayOf(at));
  return [...days.add(dayOf(until))];
}

function peopleOf(
  counted: Side["days"],
  days: readonly string[],
  people: ReadonlyMap<string, Person>,
  tells: boolean,
): { rows: Row[]; apart: number } {
  const place = new Map(days.map((day, index) => [day, index]));
  const rows = new Map<string, Row & { members: Set<string> }>();
  for (const [account, day, posts, asked] of counted) {
    const person = people.get(account);
    if (person === undefined) continue;
    const { member, name, avatar, network } = person;
    const id = member === null ? account : tells ? member.id : "people";
    const named = member === null || tells;
    const row = rows.get(id) ?? {
      ...{ name: named ? (member?.name ?? name) : "", avatar: named ? avatar : null, company: member === null },
      ...{ people: null, networks: [], posts: 0, asked: 0, members: new Set<string>() },
      days: days.map((): [number, number] => [0, 0]),
    };
    rows.set(id, row);
    if (member !== null) row.members.add(member.id);
    if (!row.networks.includes(network)) row.networks.push(network);
    row.posts += posts;
    row.asked += asked;
    // An account's own zone may be a day ahead of the workspace's.
    const cell = row.days[place.get(day) ?? days.length - 1]!;
    cell[0] += posts;
    cell[1] += asked;
  }
  const together = rows.get("people");
  const few = together !== undefined && together.members.size < smallestGroup;
  if (few) rows.delete("people");
  const list = [...rows.values()].map(({ members, ...row }) => ({ ...row, people: row.company ? null : members.size }));
  return {
    rows: list.toSorted((a, b) => Number(b.company) - Number(a.company) || a.name.localeCompare(b.name)),
    apart: few ? together.posts : 0,
  };
}
