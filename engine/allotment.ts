import { hash } from "./fingerprint.ts";
import type { Item } from "./item.ts";
import { gistOf } from "./kept.ts";
import type { Publisher } from "./node.ts";
import type { Text } from "./text.ts";
import { saying, type Wording, type Wordings, wordingsAt, wordingsOf } from "./wordings.ts";

/**
 * By item, which wordings each account was given before, in order. The first is the item's own there: what is frozen stays, and is not given to
 * anybody else. An item that goes out once more (`again`) has the next one each time, in the item's order: who said different things before
 * does so again.
 */
export type Given = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

type Asking = { account: Publisher; item: Item; shape: { share?: string } };

/**
 * Gives each account that is wanted for an item one of its wordings, none twice while there are others: `item` says it then, and nothing else. Who is
 * left out where they run short is null. By item and person alone, in an order of its own for each item, so that a preview gives what the run will
 * give and nobody always has the first; pages of the company take part like people. An account that several targets want has one wording.
 */
export function allot<One extends Asking>(
  wanted: readonly One[],
  accounts: readonly Publisher[],
  given: Given = new Map(),
): { one: One; item: Item | null; wording: string | null }[] {
  const choices = new Map<string, Map<string, string | null>>();
  const said = new Map<Item, Map<string, Item>>();
  const byItem = Map.groupBy(wanted, ({ item }) => (wordingsOf(item) === null ? null : item.key));
  for (const [key, asking] of byItem)
    if (key !== null) choices.set(key, choose(gistOf(key), asking, accounts, given.get(key) ?? new Map()));
  return wanted.map((one) => {
    const wordings = wordingsOf(one.item);
    if (wordings === null) return { one, item: one.item, wording: null };
    const id = choices.get(one.item.key)?.get(one.account.id) ?? null;
    // Two targets may have it in other words, from two such steps: the account is given one of the first's, and the ledger takes the first.
    const wording = id === null ? undefined : (wordings.list.find((each) => each.id === id) ?? wordings.list[0]);
    return { one, item: wording === undefined ? null : only(said, one.item, wording), wording: wording?.id ?? null };
  });
}

/** The item with one wording, the same for all who say it: its post is then made once. */
function only(said: Map<Item, Map<string, Item>>, item: Item, { id, text }: Wording): Item {
  const made = said.get(item) ?? new Map<string, Item>();
  said.set(item, made);
  const known = made.get(id) ?? saying(item, text);
  made.set(id, known);
  return known;
}

const ownerOf = ({ member, ref }: Publisher): string => member ?? ref;

/** By account, the wording's id; null: there is none for it. `key`: by what item and step are known at any moment. */
function choose(
  key: string,
  asking: readonly Asking[],
  accounts: readonly Publisher[],
  before: ReadonlyMap<string, readonly string[]>,
): Map<string, string | null> {
  const [all, there, owned] = [new Map<string, number>(), new Map<string, number>(), new Map<string, string>()];
  const give = ({ network, ...account }: Publisher, id: string): void => {
    all.set(id, (all.get(id) ?? 0) + 1);
    there.set(`${network} ${id}`, (there.get(`${network} ${id}`) ?? 0) + 1);
    owned.set(ownerOf({ network, ...account }), id);
  };
  const chosen = new Map<string, string | null>();
  const orders = new Map<Wordings, Wording[]>();
  const orderOf = (wordings: Wordings): Wording[] => {
    const list =
      orders.get(wordings) ??
      (wordings.short === "once" ? [...wordings.list] : shuffled(key, wordings.list, ({ id }) => id));
    orders.set(wordings, list);
    return list;
  };
  const afresh = asking.every(({ item }) => wordingsOf(item)?.short === "once");
  const once = !afresh && asking.every(({ item }) => item.again === undefined);
  const ownIn = (list: readonly Wording[], { id: account }: Publisher): Wording | undefined => {
    if (afresh) return undefined;
    const said = before.get(account) ?? [];
    const at = list.findIndex(({ id }) => id === said.at(once ? 0 : -1));
    return at < 0 || once ? list[at] : list[(at + 1) % list.length];
  };
  if (once)
    for (const account of before.size === 0 ? [] : accounts) {
      const [id] = before.get(account.id) ?? [];
      if (id !== undefined) give(account, id);
    }
  else if (!afresh)
    for (const { account, item } of new Map(asking.map((one) => [one.account.id, one])).values()) {
      const next = ownIn(wordingsAt(orderOf(wordingsOf(item)!), account.network), account);
      if (next !== undefined) give(account, next.id);
    }
  for (const { account, item, shape } of inTurn(key, asking)) {
    if (chosen.get(account.id) != null) continue;
    const wordings = wordingsOf(item)!;
    const meant = wordingsAt(orderOf(wordings), account.network);
    const said = afresh ? (before.get(account.id) ?? []) : [];
    const list = said.length === 0 ? meant : meant.filter(({ id }) => !said.includes(id));
    const known = ownIn(list, account);
    const theirs = wordings.short === "people" ? list.find(({ id }) => id === owned.get(ownerOf(account))) : undefined;
    const free = list.filter(({ id }) => !all.has(id));
    // Who passes the post itself on needs no words; who was given some that no longer exist has the item already.
    const anyway =
      wordings.short === "reuse" || afresh || (shape.share ?? "own") !== "own" || (once && before.has(account.id));
    const rest = free.length === 0 && anyway ? list : free;
    const uses = ({ id }: Wording): number => (there.get(`${account.network} ${id}`) ?? 0) * 1e6 + (all.get(id) ?? 0);
    const next = rest.toSorted((a, b) => uses(a) - uses(b))[0];
    const wording = known ?? theirs ?? next;
    if (wording !== undefined && known === undefined) give(account, wording.id);
    chosen.set(account.id, wording?.id ?? null);
  }
  return chosen;
}

/** Who may do without words of their own comes last. */
function inTurn(key: string, asking: readonly Asking[]): Asking[] {
  const own = ({ shape }: Asking): boolean => (shape.share ?? "own") === "own";
  const order = shuffled(key, asking, ({ account }) => `${ownerOf(account)} ${account.ref}`);
  return [...order.filter(own), ...order.filter((one) => !own(one))];
}

/** In an order that is the item's own, whatever the order was. */
function shuffled<Each>(key: string, list: readonly Each[], name: (one: Each) => string): Each[] {
  return list
    .map((one) => ({ one, name: name(one), at: hash(`${key}\n${name(one)}`)[0] }))
    .toSorted((a, b) => a.at - b.at || (a.name === b.name ? 0 : a.name < b.name ? -1 : 1))
    .map(({ one }) => one);
}

const noneLeft: { code: string; reason: Text } = {
  code: "no-wording",
  reason: {
    en: "This account has said it in each of its wordings. It comes back here once another one is written in the library.",
    fr: "Ce compte l’a dit avec chacune de ses formulations. Il y reviendra quand la bibliothèque en aura une autre.",
  },
};

const noWording: { code: string; reason: Text } = {
  code: "no-wording",
  reason: {
    en: "Each wording of this item goes to somebody else: there are fewer of them than people.",
    fr: "Chaque formulation de cette nouvelle va à quelqu’un d’autre : il y en a moins que de personnes.",
  },
};

/** Why an account was left without a wording of this item. */
export const whyWordless = ({ wordings }: Item): { code: string; reason: Text } =>
  wordings?.short === "once" ? noneLeft : noWording;
