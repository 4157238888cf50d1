import { type Flaw, type Scenario, type Step, timed, type Wire } from "#engine/scenario.ts";

export type Kind = Exclude<Step["kind"], "start">;
type Port = Wire["port"];
/** What canvas and list show of a drawing, and how they change it. */
export type Shown = {
  scenario: Scenario;
  flaws: readonly Flaw[];
  /** What became of steps, in words. */
  done: ReadonlyMap<string, string>;
  /** The step that is open. */
  here: string | null;
  open: (id: string) => void;
  change: (next: Scenario) => void;
};

const fresh = (steps: readonly Step[], kind: string): string => {
  for (let number = 1; ; number += 1)
    if (!steps.some(({ id }) => id === `${kind}-${number}`)) return `${kind}-${number}`;
};

/** Steps in the order of their days, those that nothing leads to last. */
export function inOrder(scenario: Scenario): { step: Step; offset: number | null }[] {
  const found = timed(scenario).toSorted((a, b) => a.offset - b.offset);
  const there = new Set(found.map(({ step }) => step.id));
  return [...found, ...scenario.steps.filter(({ id }) => !there.has(id)).map((step) => ({ step, offset: null }))];
}

/** With a step behind another one: what followed that follows the new one. */
export function adding(scenario: Scenario, after: string, port: Port, kind: Kind): { scenario: Scenario; id: string } {
  const { steps, wires } = scenario;
  const id = fresh(steps, kind);
  const before = steps.find((step) => step.id === after);
  const position = { x: (before?.position.x ?? 0) + (port === "no" ? 300 : 0), y: (before?.position.y ?? 0) + 150 };
  const posts = inOrder(scenario).flatMap(({ step }) => (step.kind === "post" ? [step.id] : []));
  const step: Step =
    kind === "wait"
      ? { id, kind, days: 3, position }
      : kind === "check"
        ? { id, kind, of: posts.at(-1) ?? "", fewer: 5, position }
        : { id, kind, title: "", to: { kind: "all" }, text: "", link: null, minute: 600, unless: null, position };
  const own = kind === "check" ? "yes" : "out";
  return {
    id,
    scenario: {
      ...scenario,
      steps: [
        // Room for it: what stands below moves down.
        ...steps.map((one) =>
          one.id !== after && one.position.y >= position.y && Math.abs(one.position.x - position.x) < 200
            ? { ...one, position: { ...one.position, y: one.position.y + 150 } }
            : one,
        ),
        step,
      ],
      wires: [
        ...wires.map((wire) =>
          wire.from === after && wire.port === port ? { ...wire, from: id, port: own as Port } : wire,
        ),
        { from: after, port, to: id },
      ],
    },
  };
}

/** Without a step: what followed it follows what was before it; of a condition what followed its yes. */
export function without(scenario: Scenario, id: string): Scenario {
  const into = scenario.wires.find(({ to }) => to === id);
  const on = scenario.wires.find(({ from, port }) => from === id && port !== "no");
  const wires = scenario.wires.filter(({ from, to }) => from !== id && to !== id);
  return {
    ...scenario,
    steps: scenario.steps.filter((step) => step.id !== id),
    wires: into !== undefined && on !== undefined ? [...wires, { ...into, to: on.to }] : wires,
  };
}

export const changing = (scenario: Scenario, step: Step): Scenario => ({
  ...scenario,
  steps: scenario.steps.map((one) => (one.id === step.id ? step : one)),
});

/** A wire that is pulled: it takes the place of what led there and of what left by this port. */
export const wiring = (scenario: Scenario, wire: Wire): Scenario => ({
  ...scenario,
  wires: [
    ...scenario.wires.filter(
      ({ from, port, to }) => to !== wire.to && !(from === wire.from && port === wire.port && port !== "out"),
    ),
    wire,
  ],
});
export const cutting = (scenario: Scenario, { from, port, to }: Wire): Scenario => ({
  ...scenario,
  wires: scenario.wires.filter((wire) => !(wire.from === from && wire.port === port && wire.to === to)),
});

export const flawsAt = (flaws: readonly Flaw[], id: string): Flaw[] => flaws.filter(({ step }) => step === id);
