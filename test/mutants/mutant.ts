export type Mutant = {
  /** What is wrong with it. */
  name: string;
  /** The promise that it breaks. */
  promise: string;
  file: string;
  from: string;
  to: string;
  /** Test files of which at least one must turn red. */
  tests: string[];
  /** Of the worst: planted on every `npm test`. */
  worst?: true;
};

/** The promises that several faults break. */
export const promises = {
  twice: "never twice without your say-so",
  withoutConsent: "never without consent",
  disappears: "nothing disappears",
  pace: "an owner's and a network's pace is kept",
};

export const conformance = ["test/simulation/conformance.test.ts"];
