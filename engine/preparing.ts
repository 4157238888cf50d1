import type { Prepared, Sending } from "./network.ts";
import type { Part } from "./post.ts";
import { backoff, limitedUntil } from "./retry.ts";
import type { Text } from "./text.ts";

/** A delivery that might go, were its post prepared: pictures uploaded, mentions resolved. It has not passed the gate. */
export type Unprepared = {
  workspaceId: string;
  accountId: string;
  deliveryId: number;
  epoch: number;
  network: string;
  sending: Sending;
  tokenEpoch: number;
  /** What an earlier call left to go on with; undefined at first. */
  soFar: unknown;
  /** Tries that failed. */
  tries: number;
};

/** What came of preparing, written while the delivery still waits in this epoch. Times in milliseconds since the epoch. */
export type Preparation = Pick<Unprepared, "workspaceId" | "accountId" | "deliveryId" | "epoch" | "tokenEpoch"> & {
  /** What it was prepared for: where a person has changed it meanwhile, nothing is kept. */
  part: Part;
  prepared: { ready: boolean; data: unknown; until: number | null; tries: number } | null;
  /** Where it goes; null: it keeps its place. */
  state: "rejected" | "held" | null;
  code: string | null;
  reason: Text | null;
  /** The lane waits until then, so that nothing overtakes. */
  freeze: number | null;
  /** The access is dead: the account has to be connected again. */
  reconnect: boolean;
};

export type Preparing = {
  /** Prepares the post, bearing to be done again; null where the account's access cannot be opened. */
  prepare: (unprepared: Unprepared) => Promise<Prepared | null>;
  keep: (preparation: Preparation) => Promise<void>;
};

/** What a result of preparing leads to. Nothing was published whatever it says, so nothing is ever unknown. Pure. */
export function judgePrepared(
  result: Exclude<Prepared, { kind: "unauthorised" }> | { kind: "dead"; reason: Text },
  { workspaceId, accountId, deliveryId, epoch, tokenEpoch, sending, soFar, tries }: Unprepared,
  facts: { now: number; random: number },
): Preparation {
  const base: Preparation = {
    ...{ workspaceId, accountId, deliveryId, epoch, tokenEpoch, part: sending.part },
    ...{ prepared: null, state: null, code: null, reason: null, freeze: null, reconnect: false },
  };
  switch (result.kind) {
    case "prepared":
      // An end that is here already would have it prepared again at once, for ever; the network tells at publishing what it forgot.
      return {
        ...base,
        prepared: {
          ready: true,
          data: result.data,
          until: result.until === null ? null : Math.max(result.until, facts.now + shortestUse),
          tries: 0,
        },
      };
    case "waiting":
      return {
        ...base,
        prepared: { ready: false, data: result.data, until: null, tries },
        code: "preparing",
        freeze: facts.now + Math.min(Math.max(result.again, shortestWait), longestWait),
      };
    case "not_sent": {
      const again = { ready: false, data: soFar ?? null, until: null, tries: tries + 1 };
      const freeze = facts.now + backoff(tries + 1, facts.random);
      return { ...base, prepared: again, code: "not_sent", reason: result.reason, freeze };
    }
    case "limited":
      return { ...base, code: "limited", freeze: limitedUntil(result.until, facts.now, facts.random) };
    case "rejected":
      return { ...base, state: "rejected", code: "rejected", reason: result.reason };
    case "dead":
      return { ...base, state: "held", code: "reconnect", reason: result.reason, reconnect: true };
  }
}

/** What was prepared is used for at least so long, milliseconds: well above the minute that the gate wants it to last still. */
const shortestUse = 5 * 60_000;
/** Between two looks at something that is not ready, milliseconds. */
const shortestWait = 1_000;
const longestWait = 15 * 60_000;
