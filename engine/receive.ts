import type { Item } from "./item.ts";
import type { Text } from "./text.ts";

/** What came to a source that receives, as it came: bytes, since a signature is over bytes. */
export type Incoming = {
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** At most 1 MB; the server refuses what is larger. */
  body: Uint8Array;
  /** When it came, milliseconds since the epoch: the server's clock. */
  at: number;
};

/** What a source that receives may use besides its config. */
export type ReceiveContext = {
  /** The source's id, for keys that are only unique inside one source. */
  sourceId: string;
  /** The values of a secret that hold now, the newest first: two while one replaces the other. Empty where none is stored. */
  secrets: (name: string) => Promise<readonly string[]>;
};

/**
 * Why it was not taken, told to the sender, who may be anybody: nothing of the inside is in it. `proof`: who sends it is not
 * shown (401); `content`: it cannot be read (400); `unready`: ours to mend, sending again later helps (503). `places` name what
 * does not fit, e.g. `items.3.link`.
 */
export type Refusal = {
  code: string;
  why: "proof" | "content" | "unready";
  text: Text;
  places?: readonly { place: string; message: string }[];
};

/**
 * What became of it. `id` is the sender's own for the message: what comes again under it is taken once; null where the sender
 * gives none, and then only the items' own identity tells a repetition.
 */
export type Received = { kind: "items"; id: string | null; items: Item[] } | { kind: "refused"; refusal: Refusal };

/** Items of one message at most. */
export const receivedAtOnce = 100;
