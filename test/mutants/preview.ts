import type { Mutant } from "./mutant.ts";

const tests = ["test/preview/foresee.test.ts"];
const promise = "the preview says what a run would do";

/** Faults by which a preview and a run, or a forecast and the gate, would come apart. */
export const previewMutants: Mutant[] = [
  {
    name: "the forecast counts no share of the day",
    promise,
    file: "engine/pacing.ts",
    from: "if (pace.cap !== null && (used.get(dayStart(pace.zone, at)) ?? 0) >= pace.cap)",
    to: "if (pace.cap !== null && (used.get(dayStart(pace.zone, at)) ?? 0) > pace.cap)",
    tests,
  },
  {
    name: "the forecast forgets what stands in the lane",
    promise,
    file: "server/run/leaving.ts",
    from: "const before = (lane?.queued ?? []).flatMap",
    to: "const before = (lane?.queued.slice(0, 0) ?? []).flatMap",
    tests,
  },
  {
    name: "the preview looks at no consent for a topic",
    promise,
    file: "server/run/foresee.ts",
    from: "const found = await beginningsOf(trx, wanted, { earlier: rows });",
    to: 'const found = await beginningsOf(trx, { ...wanted, wanted: wanted.wanted.map((one) => ({ ...one, topic: "" })) }, { earlier: rows });',
    tests,
  },
  {
    name: "the preview begins with no memory of the map's steps",
    promise,
    file: "server/run/foresee.ts",
    from: "...{ states: anew ? standing.states : (states ?? {}), keeps: kept },",
    to: "...{ states: anew ? standing.states : {}, keeps: kept },",
    tests,
  },
];
