/** One word after `relaymap`: a file of this folder that exports `command`. */
export type Command = {
  name: string;
  /** What follows the name, like `<map.json> [--once]`. */
  usage: string;
  /** One line for the list; more lines are shown by `relaymap <name> --help`. */
  help: string;
  /**
   * Resolves with the exit code: 0 done, 1 the thing asked about is not well, 2 used wrongly. A UsageError or another
   * error with a sentence for the person may be thrown.
   */
  run: (args: string[]) => Promise<number>;
};

/** The words after the command are wrong; the message says what is right. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
