import type { Settings } from "#server/ports.ts";

/** What a worker does with a network: getting ready before the gate, the one call inside it, and asking what became of it. */
export const phases = ["prepare", "publish", "status"] as const;
export type Phase = (typeof phases)[number];

/** The header in which a worker says it with each call, so that who plays the network knows. */
export const phaseHeader = "x-test-phase";

/** What a worker is started with (`town-worker.ts`). */
export type TownOrder = Pick<Settings, "networks" | "dataDir"> & {
  url: string;
  /** Where the simulated networks are. */
  host: string;
  /** The master key, as base64. */
  key: string;
};

/** Sent to a worker: where it kills itself from now on: the answer of the nth step of a phase on a network was read, and nothing of it is written. */
export type End = { network: string; phase: Phase; nth: number };

/** As the database knows the connections of a worker. */
export const nameOf = (pid: number): string => `town-worker-${pid}`;
