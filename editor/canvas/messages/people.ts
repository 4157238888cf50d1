import type { Reply } from "#server/api.ts";

export type Preview = Reply<"preview">;
export type Reached = Pick<
  Preview["accounts"][number],
  "ref" | "name" | "handle" | "network" | "avatar" | "member" | "mode" | "goes" | "left"
> &
  Partial<Preview["accounts"][number]>;
export type Message = Preview["posts"][number];

/** Somebody in whose name messages would leave: a person, or the company under one of its names. */
export type Somebody = {
  id: string;
  name: string;
  avatar: string | null;
  company: boolean;
  /** Messages that would go, on all networks together. */
  goes: number;
  /** The one with the most messages first. */
  accounts: Reached[];
};

type Known = Pick<Reached, "ref" | "name" | "handle" | "network" | "avatar" | "member" | "mode">;

const idOf = ({ member, name }: Pick<Reached, "member" | "name">): string => member?.id ?? `company ${name}`;

/**
 * Whose messages a preview shows: the company first, then people, each by how many messages they would get. Accounts of theirs that the map
 * does not reach (`others`) stand beside, with nothing.
 */
export function peopleOf(reached: readonly Reached[], others: readonly Known[] = []): Somebody[] {
  const there = new Set(reached.map(({ ref }) => ref));
  const shown = new Set(reached.map(idOf));
  const rest = others
    .filter((one) => !there.has(one.ref) && shown.has(idOf(one)))
    .map((one): Reached => ({ ...one, goes: 0, left: [] }));
  return [...Map.groupBy([...reached, ...rest], idOf)]
    .map(([id, own]): Somebody => {
      const accounts = own.toSorted((a, b) => b.goes - a.goes || a.network.localeCompare(b.network));
      const [first] = own;
      return {
        id,
        name: first!.member?.name ?? first!.name,
        avatar: accounts.find(({ avatar }) => avatar !== null)?.avatar ?? null,
        company: first!.member === null,
        goes: own.reduce((sum, { goes }) => sum + goes, 0),
        accounts,
      };
    })
    .toSorted(
      (a, b) =>
        Number(b.company) - Number(a.company) ||
        b.goes - a.goes ||
        a.name.localeCompare(b.name) ||
        (a.id < b.id ? -1 : 1),
    );
}

/** The first so many, the chosen one among them: it takes the last place where it is further behind. */
export function facesOf(people: readonly Somebody[], chosen: string, most: number): Somebody[] {
  const first = people.slice(0, most);
  const own = people.find(({ id }) => id === chosen);
  return own === undefined || first.includes(own) ? first : [...first.slice(0, -1), own];
}

/** What an account would post, the soonest first; what would not leave at the end. */
export function feedOf(messages: readonly Message[], ref: string): Message[] {
  const own = messages.filter(({ account }) => account === ref);
  const time = ({ leaves, at }: Message): number => Date.parse(leaves?.at ?? at ?? "") || 0;
  const place = (message: Message): number => (message.letGo === null ? 0 : 1);
  return own.toSorted((a, b) => place(a) - place(b) || time(a) - time(b));
}

/** Who else says the same item in another of its wordings, by the names of people. */
export function othersWith(messages: readonly Message[], message: Message): { name: string; number: number }[] {
  const found = new Map<string, number>();
  for (const other of messages)
    if (
      other.key === message.key &&
      other.account !== message.account &&
      other.wording !== null &&
      other.letGo === null
    )
      if (!found.has(other.accountName) && other.accountName !== message.accountName)
        found.set(other.accountName, other.wording.number);
  return [...found].map(([name, number]) => ({ name, number }));
}
