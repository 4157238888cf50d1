import { promises, type Mutant } from "./mutant.ts";

const tests = ["server/ledger/setback.test.ts"];
const { twice } = promises;

/** Faults in noticing a database that went back in time, and in what follows of it. */
export const setbackMutants: Mutant[] = [
  {
    name: "a database that knows less than its processes goes on sending",
    promise: twice,
    file: "server/ledger/sql/round.sql",
    from: "and not ledger_is_itself((input->>'keeper')::uuid, (input->>'known')::bigint) then",
    to: "and false then",
    tests,
  },
  {
    name: "what may have left before a setback is sent",
    promise: twice,
    file: "server/ledger/sql/gate.sql",
    from: "and p.replay is null and p.lost_until is not null then",
    to: "and false then",
    tests,
  },
  {
    name: "what waited for a yes before a setback is sent without a look",
    promise: twice,
    file: "server/ledger/setback.ts",
    from: "where state in ('held','ready','retry_wait') or (state",
    to: "where state in ('ready','retry_wait') or (state",
    tests,
  },
  {
    name: "what feeds bring again after a setback is sent without a look",
    promise: twice,
    file: "server/ledger/schedule.ts",
    from: "row.lost = lost?.fits(row.wanted.itemSeq) === true;",
    to: "row.lost = false;",
    tests,
  },
  {
    name: "a backup that is put back is not noticed",
    promise: twice,
    file: "server/ledger/setback.ts",
    from: "other ?? ((await isHandled(trx, remembered.at)) ? null : less)",
    to: "other",
    tests,
  },
  {
    name: "a post that left in the lost time is looked for around one moment only",
    promise: twice,
    file: "engine/lookup.ts",
    from: "(lost.until !== undefined && at >=",
    to: "(lost.until === null && at >=",
    tests,
  },
];
