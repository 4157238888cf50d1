import { type Ability, can } from "#engine/card.ts";
import type { Rig } from "./rig.ts";
import type { Subject } from "./subject.ts";

/** One thing that every network keeps to. */
export type Clause = {
  /** As a sentence; its place in the table. */
  name: string;
  /** Why it does not apply to a network; null where it does. What a trial says of itself comes first. */
  absent?: (subject: Subject) => string | null;
  /** Throws where the network does not keep to it; a sentence where it turns out, only while trying, that it does not apply. */
  check: (rig: Rig) => Promise<string | void>;
};

/** Tries a clause on a network. Answers why it does not apply there (the trial's own reason, else the clause's); null: it is kept. */
export async function tryClause(clause: Clause, rig: Rig): Promise<string | null> {
  const why = rig.trial.without?.[clause.name] ?? clause.absent?.(rig) ?? null;
  return why ?? (await clause.check(rig)) ?? null;
}

/** For clauses that only hold where accounts of the kind can do something. */
export const needs =
  (ability: Ability) =>
  ({ network: { card }, kind }: Subject): string | null =>
    can(card, kind, ability) ? null : `its accounts cannot ${ability}`;
