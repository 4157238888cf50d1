import type { Manifest } from "./node.ts";

/**
 * What a step that is switched off does with what arrives. `passes`: it goes on unchanged, as if the step were not there. `stops`: it ends
 * there, with the reason.
 *
 * | kind | off |
 * | --- | --- |
 * | source | is not read and brings nothing; switched on again it goes on where it stopped, as a map does that was paused |
 * | target | gets nothing; what waits for its accounts is held until it is on again |
 * | filter, rewrite, flow with one way in and one way out | everything passes unchanged |
 * | whoever asks people, makes one of many or parts the ways | nothing passes: what would go on instead is not what anybody wanted |
 *
 * What a step remembers and keeps for later stays with it until it is on again or gone.
 */
export type Off = "passes" | "stops";

/** Pure and total; `manifest.outputs` is asked with settings that parse. */
export function offOf({ kind, inputs, outputs, keeps, defaults }: Manifest): Off {
  if (kind === "source" || kind === "target" || keeps?.asks === true || keeps?.gathers === true) return "stops";
  return inputs.length === 1 && outputs(defaults).length === 1 ? "passes" : "stops";
}
