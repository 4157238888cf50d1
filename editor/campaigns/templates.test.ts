import { expect, test } from "vitest";
import { flawsOf, Scenario, timed } from "#engine/scenario.ts";
import { adding, without } from "./drawing.ts";
import { drawTemplate, templates } from "./templates.ts";

const filled = (scenario: Scenario): Scenario => ({
  ...scenario,
  steps: scenario.steps.map((step) =>
    step.kind === "post"
      ? {
          ...step,
          text: step.text.replaceAll(/[[\]]/gu, ""),
          ...(step.to.kind === "company" ? { to: { kind: "company" as const, accounts: ["x:a"] } } : {}),
        }
      : step,
  ),
});

test.each(templates.flatMap((template) => (["en", "fr"] as const).map((language) => ({ template, language }))))(
  "$template.id in $language: its words wait for the company's, and once they are there it can go live",
  ({ template, language }) => {
    const drawn = Scenario.parse(drawTemplate(template, "2027-03-26", language));
    const open = new Set(flawsOf(drawn).map(({ code }) => code));
    expect(open).toContain("blanks");
    expect(flawsOf(filled(drawn))).toEqual([]);
    expect(drawn.steps.every((step) => step.kind !== "post" || (step.title !== "" && step.text !== ""))).toBe(true);
  },
);

test("a step that is put between two keeps the way, and so does its end", () => {
  const drawn = drawTemplate(templates[1]!, "2027-03-26", "en");
  const { scenario, id } = adding(drawn, "teaser", "out", "wait");
  expect(timed(scenario)).toHaveLength(timed(drawn).length + 1);
  const back = without(scenario, id);
  expect(timed(back).map(({ step, offset }) => [step.id, offset])).toEqual(
    timed(drawn).map(({ step, offset }) => [step.id, offset]),
  );
});
