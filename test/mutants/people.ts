import { conformance, promises, type Mutant } from "./mutant.ts";

const { twice, withoutConsent, disappears } = promises;

/** Faults in what people answer and decide. */
export const peopleMutants: Mutant[] = [
  {
    name: "approving works after the deadline",
    promise: "silence never publishes",
    file: "server/ledger/proposals.ts",
    from: "${waitsForOwner()} and expires_at > ${moment(input)}",
    to: "${waitsForOwner()}",
    tests: conformance,
  },
  {
    name: "a yes is taken without the charter",
    promise: withoutConsent,
    file: "server/ledger/proposals.ts",
    from: "if (found.charter) throw noCharter();",
    to: "",
    tests: ["server/charter/charter.test.ts", ...conformance],
  },
  {
    name: "a no that came too late is taken back",
    promise: withoutConsent,
    file: "server/ledger/proposals.ts",
    from: "        and expires_at > ${moment(input)}`",
    to: "`",
    tests: ["server/ledger/late.test.ts", ...conformance],
  },
  {
    name: "“it is not there” does not wake the lane",
    promise: disappears,
    file: "server/ledger/answers.ts",
    from: "    await dueNow(trx, workspaceId, accountId, input);\n",
    to: "",
    tests: conformance,
  },
  {
    name: "an answer is taken though the outcome is known",
    promise: twice,
    file: "server/ledger/answers.ts",
    from: "where state = 'unknown' and ${which} returning",
    to: "where ${which} returning",
    tests: conformance,
  },
  {
    name: "what is released forgets its owner's choice",
    promise: withoutConsent,
    file: "server/ledger/review.ts",
    from: "set state = case when c.hold is null then 'ready' else 'held' end",
    to: "set state = 'ready'",
    tests: conformance,
  },
  {
    name: "a wording that a colleague has can be chosen",
    promise: "uniqueness",
    file: "server/ledger/wordings.ts",
    from: "    .filter(({ id }) => others(id) <= others(wording))\n",
    to: "",
    tests: ["server/ledger/wordings.test.ts"],
  },
  {
    name: "a yes that is taken back gives back a wording that a colleague has by now",
    promise: "uniqueness",
    file: "server/ledger/recall.ts",
    from: "given === null || given === wording || (await isFree(trx, { ...input, wording: given }))",
    to: "true",
    tests: ["server/ledger/wordings.test.ts"],
  },
];
