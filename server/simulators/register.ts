import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { DemoPerson } from "#engine/simulator.ts";
import { openJournal } from "./journal.ts";

/** People who may join beside those of the demo: its pages list them all. */
const most = 200;
const longest = 60;

const Person = z.strictObject({ handle: z.string(), name: z.string(), about: z.string() });

export type Register = {
  /** Those who have an account on every simulated network; it grows. */
  people: readonly DemoPerson[];
  /** Somebody new, or who has joined under this name before. Null: no name, or nobody more is let in. */
  join: (name: string) => DemoPerson | null;
  close: () => void;
};

/** Whoever tries the product under their own name gets an account on the simulated networks, kept with their files. */
export function openRegister(first: readonly DemoPerson[], dataDir: string): Register {
  const people = [...first];
  const folder = join(dataDir, "simulators");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = (handle: string): boolean => people.some((person) => person.handle === handle);
  const add = (person: DemoPerson): void => {
    if (!known(person.handle) && people.length < first.length + most) people.push(person);
  };
  const journal = openJournal(join(folder, "people.jsonl"), {
    parse: (value) => Person.parse(value),
    replay: add,
    snapshot: () => people.slice(first.length),
  });
  return {
    people,
    join: (given) => {
      const name = given.replaceAll(/\s+/gu, " ").trim().slice(0, longest);
      if (name === "") return null;
      const before = people.slice(first.length).find((person) => person.name.toLowerCase() === name.toLowerCase());
      if (before !== undefined) return before;
      if (people.length >= first.length + most) return null;
      const person = { handle: freeHandle(name, known), name, about: "" };
      journal.append(person);
      add(person);
      return person;
    },
    close: journal.close,
  };
}

function freeHandle(name: string, known: (handle: string) => boolean): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "_")
    .replaceAll(/^_+|_+$/gu, "")
    .slice(0, 12);
  const handle = plain === "" ? "person" : plain;
  for (let n = 1; n <= most + 10; n += 1) {
    const next = n === 1 ? handle : `${handle.slice(0, 12)}${n}`;
    if (!known(next)) return next;
  }
  throw new Error("more people than places");
}
