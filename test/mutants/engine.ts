import { promises, type Mutant } from "./mutant.ts";

const { twice, withoutConsent } = promises;

/** Faults in what is judged without a database, and in the guarded client. */
export const engineMutants: Mutant[] = [
  {
    name: "a lost answer counts as a refusal",
    promise: twice,
    file: "engine/answer.ts",
    from: "if (status >= 500 || status === 408 || status < 400)",
    to: "if (status >= 600)",
    tests: ["engine/answer.test.ts", "test/networks/publish.test.ts"],
  },
  {
    name: "a sender does not look how long ago it passed the gate",
    promise: withoutConsent,
    file: "engine/lane.ts",
    from: "if (ports.clock.monotonic() - since > (ports.freshness ?? usualFreshness))",
    to: "if (ports.clock.monotonic() - since > 1e12)",
    tests: ["test/simulation/simulation.test.ts", "test/faults/workers.test.ts"],
  },
  {
    name: "a redirect to an inside address is followed",
    promise: "no feed URL reaches the inside network",
    file: "server/outbound/address.ts",
    from: 'parsed.range() === "unicast"',
    to: 'parsed.range() !== ""',
    tests: ["server/outbound/address.test.ts", "test/ssrf.test.ts"],
  },
];
