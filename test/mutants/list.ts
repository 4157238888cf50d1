import { backtestMutants } from "./backtest.ts";
import { chainMutants } from "./chains.ts";
import { connectors } from "./connectors.ts";
import { engineMutants } from "./engine.ts";
import { gateMutants } from "./gate.ts";
import { paceMutants } from "./pace.ts";
import { ledgerMutants } from "./ledger.ts";
import { machineMutants } from "./machine.ts";
import type { Mutant } from "./mutant.ts";
import { peopleMutants } from "./people.ts";
import { previewMutants } from "./preview.ts";
import { preparingMutants } from "./preparing.ts";
import { setbackMutants } from "./setback.ts";
import { ruleMutants } from "./rules.ts";

/**
 * Faults that somebody could make, planted one by one into production SQL and code. Each breaks a promise; at least one test must turn
 * red. `from` stands exactly once in `file`; a list that no longer fits its files fails (short.test.ts). One file a room.
 */
export const mutants: Mutant[] = [
  ...gateMutants,
  ...paceMutants,
  ...ledgerMutants,
  ...chainMutants,
  ...preparingMutants,
  ...previewMutants,
  ...backtestMutants,
  ...setbackMutants,
  ...ruleMutants,
  ...peopleMutants,
  ...engineMutants,
  ...machineMutants,
  ...connectors,
];
