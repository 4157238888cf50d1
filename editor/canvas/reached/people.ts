import { aimedAt } from "#engine/aims.ts";
import type { Manifest, Publisher } from "#engine/node.ts";
import { topicFor } from "#engine/topic.ts";
import type { Account } from "../../accounts/account.ts";

/** Somebody with the accounts of theirs that are meant. */
export type Person = { id: string; name: string; avatar: string | null; accounts: Account[] };
/** Why somebody gets nothing by this step: no account on its networks, none that follows its topics, or another team or language. */
export type Missed = { person: Person; why: "network" | "topic" | "group" };
/** Every name that topics have or had, folded, to their keys. */
export type Called = ReadonlyMap<string, string>;
export type Reached = {
  people: Person[];
  /** How many people on each network, the most first. */
  networks: { network: string; people: number }[];
  missed: Missed[];
};

const publisherOf = (account: Account, called: Called): Publisher => {
  const { id, ref, network, handle, name, member, follows, chose, teams, language, mode } = account;
  return {
    ...{ id, ref, network, handle, name, topics: follows, chose, teams, language, mode, called },
    member: member?.id ?? null,
  };
};

function byPerson(accounts: readonly Account[]): Person[] {
  const own = Map.groupBy(
    accounts.filter(({ member }) => member !== null),
    ({ member }) => member!.id,
  );
  return [...own]
    .map(([id, theirs]) => ({
      ...{ id, name: theirs[0]!.member!.name, accounts: theirs },
      avatar: theirs.find(({ avatar }) => avatar !== null)?.avatar ?? null,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Whom the settings of a target reach as they stand now, by the rule of the run itself, and who of the others gets nothing, and why. */
export function reachedBy(
  config: Record<string, unknown>,
  manifest: Manifest,
  all: readonly Account[],
  called: Called = new Map(),
): Reached {
  const connected = all.filter(({ state, member }) => state !== "disconnected" && member !== null);
  const publishers = connected.map((account) => publisherOf(account, called));
  const aimed = new Set(aimedAt({ config }, manifest, publishers).map(({ id }) => id));
  const people = byPerson(connected.filter(({ id }) => aimed.has(id)));
  const reached = new Set(people.map(({ id }) => id));
  const networks = Map.groupBy(
    people.flatMap(({ accounts }) => [...new Set(accounts.map(({ network }) => network))]),
    (network) => network,
  );
  const wanted = config["networks"];
  const fits = ({ network }: Account): boolean =>
    !Array.isArray(wanted) || wanted.length === 0 || wanted.includes(network);
  const topics = Array.isArray(config["topics"]) ? config["topics"].map(String) : [];
  const follows = (account: Account): boolean => topicFor(publisherOf(account, called), topics) !== null;
  const whyNot = ({ accounts }: Person): Missed["why"] => {
    const fitting = accounts.filter(fits);
    return fitting.length === 0 ? "network" : fitting.some(follows) ? "group" : "topic";
  };
  return {
    people,
    networks: [...networks]
      .map(([network, each]) => ({ network, people: each.length }))
      .toSorted((a, b) => b.people - a.people || a.network.localeCompare(b.network)),
    missed: byPerson(connected)
      .filter(({ id }) => !reached.has(id))
      .map((person) => ({ person, why: whyNot(person) })),
  };
}

/** People of whom the canvas tells where the workspace wants no figures about one person (server/mine/figures.ts). */
export const smallest = 5;

/** What may be shown of those who are reached: a group that is too small is neither counted nor named, and nobody is told why somebody gets nothing. */
export function shownOf({ people, networks, missed }: Reached, figures: boolean): Reached & { few: boolean } {
  if (figures) return { people, networks, missed, few: false };
  const few = people.length > 0 && people.length < smallest;
  return {
    people: few ? [] : people,
    networks: few ? [] : networks.filter((each) => each.people >= smallest),
    missed: [],
    few,
  };
}

/** What becomes of a message for an account just now. `until`: when that ends by itself, ISO 8601; null: not by itself. */
export type State = { is: "ask" | "auto" | "paused" | "reconnect"; until: string | null };

export function stateOf({ state, mode, modeUntil }: Account): State {
  if (state === "reconnect") return { is: "reconnect", until: null };
  return { is: mode, until: mode === "ask" ? null : modeUntil };
}

/** To the day: nobody reads more of it. */
const same = (a: State, b: State): boolean => a.is === b.is && a.until?.slice(0, 10) === b.until?.slice(0, 10);

/** The states of somebody's accounts: one where all are alike, else each with its network. */
export function statesOf({ accounts }: Person): { network: string | null; state: State }[] {
  const states = accounts.map((account) => ({ network: account.network, state: stateOf(account) }));
  const [first] = states;
  if (first === undefined) return [];
  return states.every(({ state }) => same(state, first.state)) ? [{ network: null, state: first.state }] : states;
}

/** Found by their name, a handle or a network. */
export function matches(
  { name, accounts }: Person,
  titleOf: (network: string) => string,
  words: readonly string[],
  fold: (text: string) => string,
): boolean {
  const all = fold([name, ...accounts.flatMap(({ handle, network }) => [`@${handle}`, titleOf(network)])].join(" "));
  return words.every((word) => all.includes(word));
}
