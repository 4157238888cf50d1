import type { Mutant } from "./mutant.ts";

const waits = "words by a machine go nowhere before a person said yes to them";
const holds = "words by a machine say nothing that the item does not";
const consent = "server/ledger/sql/consent.sql";
const asks = "server/machine/machine.ts";

/** Faults in keeping a machine's words to the item, to their budget, and from leaving by themselves. */
export const machineMutants: Mutant[] = [
  {
    name: "an account that posts without asking posts a machine's words",
    promise: waits,
    file: consent,
    from: "(mode <> 'auto' or machine) and",
    to: "mode <> 'auto' and",
    tests: ["server/ledger/machine.test.ts"],
  },
  {
    name: "the gate does not look who wrote the words",
    promise: waits,
    file: "server/ledger/sql/gate.sql",
    from: "d.approved_at is not null, d.machine is not null, ledger_charter(x.w, c.member_id)) as hold",
    to: "d.approved_at is not null, false, false) as hold",
    tests: ["server/ledger/machine.test.ts"],
  },
  {
    name: "a machine's words are due at once",
    promise: waits,
    file: "server/ledger/beginning.ts",
    from: '&& wanted.machine !== undefined) return "consent";',
    to: "&& wanted.machine !== undefined) return null;",
    tests: ["server/ledger/machine.test.ts"],
  },
  {
    name: "nobody holds a machine's words to the item",
    promise: holds,
    file: asks,
    from: "faults = faultsOf(ask, text);",
    to: "faults = faultsOf(ask, text).slice(0, 0);",
    tests: ["test/machine/machine.test.ts"],
  },
  {
    name: "a wording by a machine is forgotten behind one by a person",
    promise: waits,
    file: "engine/rewording.ts",
    from: "...joinMarks(known.item.machine, item.machine)",
    to: "",
    tests: ["engine/rewording.test.ts"],
  },
  {
    name: "calls are not counted",
    promise: "an AI costs no more than an admin allowed",
    file: "server/machine/budget.ts",
    from: "!anyway && calls >= limits.callsPerDay",
    to: "false",
    tests: ["test/machine/machine.test.ts"],
  },
];
