import type { Mutant } from "./mutant.ts";

const promise = "a post that breaks a rule of its network does not leave";
const gate = "server/ledger/sql/gate.sql";
const tests = ["server/ledger/rules.test.ts"];

/** Faults in holding posts against the networks' rules once more before they leave. */
export const ruleMutants: Mutant[] = [
  {
    name: "the gate does not ask whether the post was judged",
    promise,
    file: gate,
    from: "budgets->p.network ? 'rules'",
    to: "false",
    tests,
  },
  {
    name: "an account's new terms do not count at the gate",
    promise,
    file: gate,
    from: "p.terms_epoch, p.mode, p.crisis) then",
    to: "1, p.mode, p.crisis) then",
    tests,
  },
  {
    name: "what a rule forbids is stamped like what none does",
    promise,
    file: "server/ledger/judge.ts",
    from: "if (ruling === null)",
    to: "if (ruling !== undefined)",
    tests,
  },
];
