import { type Ability, can } from "#engine/card.ts";
import type { Rig } from "./rig.ts";
import type { Subject } from "./subject.ts";

/** One thing that every network keeps to. */
export type Clause = {
  /** As a sentence; its place in the table. */
  name: string;
  /** Why it does not apply to a network; null where it does. What a trial says of itself comes first. */
  absent?: (subject: Subject) => string | null;
  /** Throws where the network does not keep to it. */
  check: (rig: Rig) => Promise<void>;
};

/** Why a clause is not tried on a network: the trial's own reason, else the clause's; null where it is tried. */
export const absence = (clause: Clause, subject: Subject): string | null =>
  subject.trial.without?.[clause.name] ?? clause.absent?.(subject) ?? null;

/** For clauses that only hold where accounts of the kind can do something. */
export const needs =
  (ability: Ability) =>
  ({ network: { card }, kind }: Subject): string | null =>
    can(card, kind, ability) ? null : `its accounts cannot ${ability}`;
