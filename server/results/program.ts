import { sql } from "kysely";
import type { Reply } from "../api.ts";
import { tellsOfPeople } from "../mine/figures.ts";
import type { Db } from "../ports.ts";
import { topicsOf } from "../topics/read.ts";
import { type Bare, cellsBy, cellsByDay, cellsTogether, type Facet, isFew, sidesOf, silentIn } from "./cells.ts";
import { conversionKinds } from "#engine/conversion.ts";
import { type Counted, fewest, nothing } from "./group.ts";
import { bestOf } from "./best.ts";
import { audienceOf, claimsOf, looseOf, personsOf, proposalsOf } from "./persons.ts";
import { type Period, periodOf } from "./period.ts";

type Results = Reply<"results">;

/** What came of all posts of some days, by one dimension; each part is one statement on an index, over rows that are added up by day. */
export async function readResults(
  db: Db,
  workspaceId: string,
  { by, ...days }: { by: Facet; since?: string | undefined; until?: string | undefined },
): Promise<Results> {
  const period = await periodOf(db, workspaceId, days);
  const tells = await tellsOfPeople(db, workspaceId);
  const asked = { workspaceId, period, tells };
  const before = { ...asked, period: earlier(period) };
  const networks = await cellsBy(db, asked, "network");
  const groups = await groupsOf(db, asked, by, by === "network" ? networks : await cellsBy(db, asked, by));
  const total = together(await merged(db, asked, "network", networks));
  const past = together(await merged(db, before, "network", await cellsBy(db, before, "network")));
  const daily = await cellsByDay(db, asked);
  const daysOfAll = daily.every((cell) => !isFew(cell)) && silentIn(daily).size === 0;
  const { since, until, zone } = period;
  return {
    since,
    until,
    zone,
    fewest,
    total: sum(total.company, total.people),
    company: total.company,
    people: total.people,
    before: {
      posts: past.company.posts + past.people.posts,
      visits: past.company.visits.people + past.people.visits.people,
      conversions: conversionsIn(past.company) + conversionsIn(past.people),
    },
    persons: await personsOf(db, asked),
    proposals: await proposalsOf(db, asked),
    claims: await claimsOf(db, asked),
    audience: await audienceOf(db, asked),
    loose: await looseOf(db, asked),
    groups: await named(db, workspaceId, by, groups),
    days: daysIn(period).map((day) => {
      const cells = daily.filter((cell) => cell.day === day);
      const { company, people } = sidesOf(cells);
      const shown = daysOfAll ? sum(company, people) : company;
      return { ...shown, posts: company.posts + people.posts, day };
    }),
    daysOfAll,
    best: await bestOf(db, asked),
    price: await priceOf(db, workspaceId),
    readAt: networks.map(({ readAt }) => readAt).reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null),
  };
}

type Group = { key: string | null; cells: Bare[] };

/** Groups of a dimension so that no people's side is of fewer than five: those that are too small are told together, with the next larger one if need be. */
async function merged(
  db: Db,
  asked: Parameters<typeof cellsBy>[1],
  by: Facet,
  cells: readonly (Bare & { key: string })[],
): Promise<Group[]> {
  const groups = [...Map.groupBy(cells, ({ key }) => key)].map(
    ([key, of]): Group & { key: string; few: boolean; size: number } => ({
      key,
      cells: of,
      few: of.some(isFew),
      size: of.reduce((n, { posts }) => n + posts, 0),
    }),
  );
  const hidden = groups.filter(({ few }) => few).map(({ key }) => key);
  const rest = groups
    .filter(({ few, cells: of }) => !few && of.some(({ company, open }) => !company && !open))
    .toSorted((a, b) => a.size - b.size);
  let others = hidden.length === 0 ? null : await cellsTogether(db, asked, by, hidden);
  while (others?.some(isFew) && rest.length > 0) {
    hidden.push(rest.shift()!.key);
    others = await cellsTogether(db, asked, by, hidden);
  }
  const kept = groups.filter(({ key }) => !hidden.includes(key));
  // What companies did in a group that is told with others is told by itself all the same: it is of nobody.
  const companies = groups.filter(({ key, cells: of }) => hidden.includes(key) && of.some(({ company }) => company));
  return [
    ...kept,
    ...companies.map(({ key, cells: of }) => ({ key, cells: of.filter(({ company }) => company) })),
    ...(others === null ? [] : [{ key: null, cells: others.filter(({ company }) => !company) }]),
  ];
}

function together(groups: readonly Group[]): { company: Counted; people: Counted } {
  const silent = silentIn(groups.flatMap(({ cells }) => cells));
  const sides = groups.map(({ cells }) => sidesOf(cells, silent));
  return {
    company: sides.map(({ company }) => company).reduce(sum, nothing()),
    people: sides.map(({ people }) => people).reduce(sum, nothing()),
  };
}

async function groupsOf(
  db: Db,
  asked: Parameters<typeof cellsBy>[1],
  by: Facet,
  cells: readonly (Bare & { key: string })[],
): Promise<Omit<Results["groups"][number], "name">[]> {
  const groups = await merged(db, asked, by, cells);
  const silent = silentIn(groups.flatMap(({ cells: of }) => of));
  return groups
    .map(({ key, cells: of }) => ({ key, ...sidesOf(of, silent) }))
    .toSorted(
      (a, b) =>
        Number(a.key === null) - Number(b.key === null) ||
        b.company.visits.people + b.people.visits.people - a.company.visits.people - a.people.visits.people ||
        b.company.posts + b.people.posts - a.company.posts - a.people.posts,
    );
}

async function named(
  db: Db,
  workspaceId: string,
  by: Facet,
  groups: Omit<Results["groups"][number], "name">[],
): Promise<Results["groups"]> {
  const keys = groups.flatMap(({ key }) => key ?? []);
  const names = new Map<string, string>(
    by === "map" || by === "campaign"
      ? (
          await sql<{ id: string; name: string }>`
            select id, name from ${sql.table(by)} where workspace_id = ${workspaceId} and id = any(${keys}::uuid[])`.execute(
            db,
          )
        ).rows.map(({ id, name }) => [id, name])
      : by === "topic"
        ? (await topicsOf(db, workspaceId)).map(({ key, name }) => [key, name])
        : [],
  );
  return groups.map((group) => ({ ...group, name: group.key === null ? "" : (names.get(group.key) ?? group.key) }));
}

function sum(a: Counted, b: Counted): Counted {
  const kinds = conversionKinds.map((kind) => [kind, a.conversions[kind] + b.conversions[kind]] as const);
  const told = [...new Set([...Object.keys(a.figures), ...Object.keys(b.figures)])] as (keyof Counted["figures"])[];
  const none = { sum: 0, of: 0 };
  return {
    posts: a.posts + b.posts,
    apart: a.apart + b.apart,
    confirmed: a.confirmed + b.confirmed,
    visits: {
      people: a.visits.people + b.visits.people,
      robots: a.visits.robots + b.visits.robots,
      own: a.visits.own + b.visits.own,
    },
    potential: { sum: a.potential.sum + b.potential.sum, of: a.potential.of + b.potential.of },
    conversions: Object.fromEntries(kinds) as Counted["conversions"],
    figures: Object.fromEntries(
      told.map((name) => {
        const [one, other] = [a.figures[name] ?? none, b.figures[name] ?? none];
        return [name, { sum: one.sum + other.sum, of: one.of + other.of }];
      }),
    ),
  };
}

const conversionsIn = ({ conversions }: Counted): number =>
  conversionKinds.reduce((all, kind) => all + conversions[kind], 0);

const dayMs = 86_400_000;
const written = (at: number): string => new Date(at).toISOString().slice(0, 10);
const earlier = ({ since, days }: Period): { since: string; until: string } => ({
  since: written(Date.parse(since) - days * dayMs),
  until: written(Date.parse(since) - dayMs),
});
const daysIn = ({ since, days }: Period): string[] =>
  Array.from({ length: days }, (_, n) => written(Date.parse(since) + n * dayMs));

async function priceOf(db: Db, workspaceId: string): Promise<Results["price"]> {
  const row = await db.selectFrom("workspace").select("media_price").where("id", "=", workspaceId).executeTakeFirst();
  return (row?.media_price ?? null) as Results["price"];
}
