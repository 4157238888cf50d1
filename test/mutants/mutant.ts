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
