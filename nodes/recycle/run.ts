import type { Again } from "#engine/again.ts";
import type { Item } from "#engine/item.ts";
import type { Kept } from "#engine/kept.ts";
import type { Dropped, Process } from "#engine/node.ts";
import { dayEnd } from "#engine/window.ts";
import type { Config } from "./node.ts";
import { lastTurn, nextTurn } from "./turns.ts";

const day = 86_400_000;
/** So late a turn may be given, or shifted by a clock's change, without losing the next one: a gap counts days. The ledger counts it exactly. */
const slack = day / 2;
/** Turns are given so far ahead; whoever would have a later one is asked again then. */
const farthest = 400 * day;

/**
 * `done`: turns up to here were given, or nobody had one. `owed`: a turn that came while others waited for theirs: all are to be asked for
 * first. `tail`, `used`: the last turn that somebody has, and how many have it. Milliseconds since the epoch.
 */
type State = { done: number; owed: number | null; tail: number | null; used: number };

/** `again`: what this step remembers of it; null: it was not given yet. `since`: when it came. */
type Member = { item: Item; since: number; again: Again | null };
type Plan = { out: Item[]; kept: Kept[]; drops: Dropped[]; tail: number | null; used: number };

/**
 * Keeps a copy of what it lets through, and gives each again in its turn: in the order in which they were given last. What is kept knows its
 * next turn, which is what people see; where a turn was missed, or something changed, all are asked for and get turns anew.
 */
export const process: Process<Config> = (items, config, { now, state, self = "", back = [], holding = 0 }) => {
  const before = read(state, now);
  const known = back.map(({ item, since }): Member => ({ item, since, again: ownOf(item, self) }));
  const fresh = items.map((item): Member => ({ item, since: now, again: null }));
  const turn = lastTurn(config, before.done, now);
  // What was brought back for another reason (the map was published, one was taken out) gives no turn that nobody had.
  const isOwed =
    turn !== null && (before.owed === turn || back.some(({ until }) => until > before.done && until <= turn));
  const open = isOwed ? turn : null;
  const wrong = before.done !== ((state ?? before) as State).done;
  const onTime =
    back.length <= config.count &&
    back.every(({ until }, index) => until === open && readyAt(known[index]!, config, now) <= until);
  const waits = config.first === "turn" && fresh.length > 0;
  if (holding > 0 && (wrong || !onTime || waits)) return ask([...known, ...fresh], before, open, now);
  if (known.length + fresh.length === 0) return { out: { out: [] }, drops: [], state: before };
  const from = holding > 0 ? before : { tail: null, used: 0 };
  const { out, kept, drops, tail, used } = plan(known, fresh, { config, self, now, open, ...from });
  const done = holding === 0 || back.length > 0 ? now : before.done;
  const owed = holding > 0 && back.length === 0 ? before.owed : null;
  return { out: { out }, kept, drops, state: { done, owed, tail, used } satisfies State };
};

/** Has all that is kept brought back, to give turns anew. */
function ask(members: readonly Member[], before: State, open: number | null, now: number) {
  const kept = members.map(({ item }): Kept => ({ item, until: now }));
  return { out: { out: [] }, drops: [], kept, recall: true, state: { ...before, owed: open } satisfies State };
}

function plan(
  known: readonly Member[],
  fresh: readonly Member[],
  at: { config: Config; self: string; now: number; open: number | null; tail: number | null; used: number },
): Plan {
  const { config, self, now, open } = at;
  const result: Plan = { out: [], kept: [], drops: [], tail: at.tail, used: at.used };
  const atOnce = config.first === "now" ? fresh : [];
  // Who is given now stands behind all others again, and so does what is new and went on at once.
  const later: Member[] = [];
  const give = (member: Member): void => {
    const times = member.again === null ? 0 : member.again.times + 1;
    const again = { by: self, times, at: now, gap: config.gap * day };
    result.out.push(times === 0 ? member.item : { ...member.item, again });
    later.push({ ...member, item: { ...member.item, again }, again });
  };
  let slot = at.tail === null || at.tail <= now ? (open ?? nextTurn(config, now)) : at.tail;
  let used = slot === at.tail ? at.used : 0;
  // A turn that is open is not taken from those who have one later.
  if (open !== null && slot !== open) [slot, used] = [open, 0];
  const place = (member: Member, isGiven: boolean): void => {
    const ready = readyAt(member, config, now);
    if (slot - now > farthest) {
      result.kept.push({ item: member.item, until: now + farthest });
      return;
    }
    if (used >= config.count) [slot, used] = [nextTurn(config, Math.max(slot, now)), 0];
    if (ready > slot) [slot, used] = [nextTurn(config, Math.max(ready - 1, now)), 0];
    const over = whyOver(member, slot, config);
    if (over !== null) {
      if (!isGiven) result.drops.push({ item: member.item, code: "recycled", reason: over });
      return;
    }
    used += 1;
    if (slot === open) return give(member);
    result.kept.push({ item: member.item, until: slot });
    [result.tail, result.used] = [slot, used];
  };
  const queue = [...known, ...(config.first === "turn" ? fresh : [])];
  for (const member of queue.toSorted((a, b) => readyAt(a, config, now) - readyAt(b, config, now)))
    place(member, false);
  for (const member of atOnce) give(member);
  if (at.tail !== null && at.tail > slot) [slot, used] = [at.tail, at.used];
  for (const member of later) place(member, true);
  return result;
}

/** From when on it may be given. */
const readyAt = ({ again, since }: Member, { gap }: Config, now: number): number =>
  again === null ? since : Math.min(again.at, now) + gap * day - slack;

/** Why an item is not given any more; null where its turn comes before its end. */
function whyOver({ item, since, again }: Member, slot: number, config: Config) {
  const times = again?.times ?? 0;
  if (times >= config.most)
    return {
      en: `It was given again ${times} times, as often as this step may.`,
      fr: `Elle a été redonnée ${times} fois, le maximum de cette étape.`,
    };
  if (slot < endOf(item, since, config)) return null;
  return {
    en: "Its next turn would come after its end.",
    fr: "Son prochain tour viendrait après sa fin.",
  };
}

function endOf({ published }: Item, since: number, { ends, age, until, zone }: Config): number {
  if (ends === "never") return Infinity;
  if (ends === "date") return dayEnd(zone, Date.parse(`${until}T12:00:00Z`));
  const born = published === null ? NaN : Date.parse(published);
  return (Number.isNaN(born) ? since : Math.min(born, since)) + age * day;
}

const ownOf = ({ again }: Item, self: string): Again | null =>
  again !== undefined && again.by === self ? again : null;

/** What a clock that went back left in the future is as good as now. At first nothing is owed. */
function read(state: unknown, now: number): State {
  const { done = now, owed = null, tail = null, used = 0 } = (state ?? {}) as Partial<State>;
  return { done: Math.min(done, now), owed, tail, used };
}
