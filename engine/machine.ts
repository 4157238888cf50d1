import { z } from "zod";
import type { Text } from "./text.ts";

export const machineTasks = ["rewrite", "translate"] as const;

/** Of words that a machine made: which model, and by which prompt (its hash). Goes with the item, and is kept on its deliveries. */
export const MachineMark = z.strictObject({
  task: z.enum(machineTasks),
  model: z.string().max(200),
  prompt: z.string().max(64),
});
export type MachineMark = z.infer<typeof MachineMark>;

/** Steps of which one item remembers that they had its words made; of more, the last. */
export const mostMarks = 5;
export const MachineMarks = z.array(MachineMark).min(1).max(mostMarks);

/**
 * What a step asks of a machine. `instruction` comes from the step's settings alone; `given` is the item, which is never an instruction. All that
 * decides about the answer stands here: the same ask has the same answer, whoever asks it again.
 */
export type Ask = {
  task: MachineMark["task"];
  instruction: string;
  given: { text: string; title: string; summary: string; author: string; source: string; link: string };
  /** Characters that the answer may have; null: as many as it needs. */
  most: number | null;
  /** Languages (ISO 639-1) of the item and of the answer; null where nobody knows, or where it stays as it is. */
  from: string | null;
  into: string | null;
};

/** What came of an ask. `code` is stable; `reason` is read by a person. */
export type Answered = { text: string; mark: MachineMark } | { code: string; reason: Text };

/** Asks a machine; null where nobody has its answer yet. A step stays synchronous: it is executed again with the answers (see `Step.asks`). */
export type AskMachine = (ask: Ask) => Answered | null;

/** By which one ask is known from another. */
export const askName = ({ task, instruction, given, most, from, into }: Ask): string => {
  const { text, title, summary, author, source, link } = given;
  return JSON.stringify([task, instruction, most, from, into, text, title, summary, author, source, link]);
};

/** What a step is given to ask a machine, and what it asked. `known`: undefined of what nobody has the answer to. */
export function machineAt(known: ((name: string) => Answered | undefined) | undefined): {
  asks: ReadonlyMap<string, Ask>;
  machine: { machine?: AskMachine };
} {
  const asks = new Map<string, Ask>();
  if (known === undefined) return { asks, machine: {} };
  const machine: AskMachine = (ask) => {
    const name = askName(ask);
    asks.set(name, ask);
    return known(name) ?? null;
  };
  return { asks, machine: { machine } };
}

/** The marks of words that came together, each once. */
export function joinMarks(...all: readonly (readonly MachineMark[] | undefined)[]): { machine?: MachineMark[] } {
  const marks = new Map(all.flatMap((some) => some ?? []).map((mark) => [JSON.stringify(mark), mark]));
  return marks.size === 0 ? {} : { machine: [...marks.values()].slice(-mostMarks) };
}
