import type { HouseRules } from "#engine/house.ts";
import { wordsOf, same } from "../ledger/alike.ts";
import type { Registry } from "../ports.ts";
import type { Alike } from "./job.ts";
import type { Row } from "./simulate.ts";

/** Groups that are shown. */
const shown = 30;

type Group = { network: string; print: string; text: string; accounts: Set<string>; posts: number; last: number };

/**
 * Posts that say nearly the same from several accounts of one network within the workspace's hours, by the words that the gate compares. At a
 * network that forbids it the gate would tell, or hold, all but the first.
 */
export function alikeOf(
  rows: readonly Row[],
  networks: Registry["networks"],
  { alike: { hours } }: HouseRules,
): Alike[] {
  const groups: Group[] = [];
  const marked = new Map<string, Group[]>();
  const words = new WeakMap<Row["wanted"]["post"], ReturnType<typeof wordsOf>>();
  for (const { wanted, at } of rows.toSorted((a, b) => a.at - b.at)) {
    const { post, network, accountId } = wanted;
    const says = words.has(post) ? words.get(post)! : wordsOf(post);
    words.set(post, says);
    if (says === null) continue;
    const near = says.marks.flatMap((mark) => marked.get(`${network} ${mark}`) ?? []);
    const group = near.find((one) => at - one.last <= hours * 3_600_000 && same(one.print, says.print));
    if (group !== undefined) {
      group.accounts.add(accountId);
      group.posts += 1;
      group.last = at;
      continue;
    }
    const text = post.parts[0]?.text ?? "";
    const made: Group = { network, print: says.print, text, accounts: new Set([accountId]), posts: 1, last: at };
    groups.push(made);
    for (const mark of says.marks) {
      const list = marked.get(`${network} ${mark}`);
      if (list === undefined) marked.set(`${network} ${mark}`, [made]);
      else list.push(made);
    }
  }
  return groups
    .filter(({ accounts }) => accounts.size > 1)
    .toSorted((a, b) => b.accounts.size - a.accounts.size || b.posts - a.posts)
    .slice(0, shown)
    .map(({ network, text, accounts, posts }) => ({
      ...{ network, text: text.slice(0, 500), accounts: accounts.size, posts },
      forbidden: networks.get(network)?.card.alike !== undefined,
    }));
}
