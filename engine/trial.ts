import type { AccountKind } from "./card.ts";
import type { CallResult, Login } from "./network.ts";
import type { Part } from "./post.ts";
import type { SimulatorRequest } from "./simulator.ts";

/** An answer in a network's own words, as its documents have it. */
export type TrialAnswer = { status: number; headers?: Record<string, string>; body?: string };

/**
 * What the contract suite cannot guess of a network: how its simulator is made to answer as the network does on its bad days, and
 * where the network differs from the others. Lives in `nodes/<network>/trial.ts` as `trial`; only tests load it.
 */
export type Trial = {
  /** Tells the one call of a part from all others: that is the call whose answer is lost, refused or put off. */
  publishes: (request: SimulatorRequest) => boolean;
  /**
   * Each tells that a limit ends at `until` (milliseconds since the epoch, a whole second; `now` is the network's clock): the form of its
   * headers is the network's own.
   */
  limited: (until: number, now: number) => readonly TrialAnswer[];
  /** How exactly the network tells it, milliseconds (a second): where it counts in minutes, the end may be told that much later. */
  grain?: number;
  /** Each refuses the post, with the network's reason, which has to reach the person. */
  refused: readonly (TrialAnswer & { says: string })[];
  /** The same words a second time on one account: refused as a duplicate, or accepted as another post. */
  twice: "refused" | "accepted";
  /** Where a reader finds a post that has no address of its own: by its first word, which no other post has. `base`: the simulator's. */
  shown?: (base: string, word: string) => string;
  /** Why no server answers its one call, so that no answer can be lost, refuse or limit it: it hands the post to a part of our own. */
  own?: string;
  /** A part that the network takes and works on for a while before it is out (`processing`); absent where it always answers at once. */
  slow?: Partial<Part>;
  /** Of videos: why nothing can be said of one there, and why accounts of a kind do not hear whether it could be used; absent where they can. */
  videos?: { mute?: string; unheard?: Partial<Record<AccountKind, string>> };
  /** Where anybody is given a post by its id, of a network on which it can be chosen who sees one. */
  open?: (apiBase: string, id: string) => string;
  /** The same login at another address, where the address is a part of it (a webhook); else the network's base is replaced. */
  moved?: (login: Login, base: string) => Login;
  /** Situations that end otherwise than RELIABILITY.md tables them, with the reason. */
  differs?: Readonly<Record<string, { kind: CallResult["kind"]; why: string }>>;
  /** Clauses of the suite that do not hold here, with the reason, which is shown in the table. */
  without?: Readonly<Record<string, string>>;
};
