import type { Item } from "./item.ts";
import { type Answered, type Ask, type AskMachine, machineAt } from "./machine.ts";

/** What a step may know that has words made by a machine, or wants to know a language. */
export type MachineContext = {
  /** Executed once with what is known, and again with the answers. Absent: none is asked. */
  machine?: AskMachine;
  /** Characters that fit every account behind this step, with a link; of steps by a machine, where it is known. */
  room?: number;
  /** The language of an item (ISO 639-1): as its source says, else by its words; null where neither tells. Absent: not known. */
  languageOf?: (item: Item) => string | null;
};

/** What of it a whole plan is given. */
export type MachineInput = Pick<MachineContext, "languageOf"> & {
  /** What machines answered, by the asks' names; undefined of what nobody asked yet (see `Step.asks`). */
  words?: (name: string) => Answered | undefined;
  /** Characters that fit every account behind a step (room.ts). */
  rooms?: ReadonlyMap<string, number>;
};

/** By their names. */
export type Asks = ReadonlyMap<string, Ask>;

/** The same for one of its nodes, and what that asks. */
export function contextOf(
  { words, rooms, languageOf }: MachineInput,
  node: string,
): { asks: Asks; told: MachineContext } {
  const { asks, machine } = machineAt(words);
  const room = rooms?.get(node);
  return { asks, told: { ...machine, ...(room === undefined ? {} : { room }), ...(languageOf && { languageOf }) } };
}
