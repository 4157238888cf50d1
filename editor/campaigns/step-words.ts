import { useMemo } from "react";
import type { Scenario, Step } from "#engine/scenario.ts";
import { useWords } from "../language.tsx";

/** What a card and a line of the list say of a step: its day, what it is, and in one line what it does. */
export function useStepWords(scenario: Scenario) {
  const { t } = useWords();
  return useMemo(() => {
    const titleOf = (step: Step | undefined): string =>
      step?.kind === "post"
        ? step.title === ""
          ? step.text.split("\n")[0]!.slice(0, 60) || t("scenario.post")
          : step.title
        : "…";
    const named = (id: string) => titleOf(scenario.steps.find((step) => step.id === id));
    return (step: Step, offset: number | null) => {
      const day =
        offset === null
          ? t("scenario.nowhere")
          : offset === 0
            ? t("scenario.day0")
            : t("scenario.dayN", { sign: offset < 0 ? "−" : "+", days: Math.abs(offset) });
      if (step.kind === "start") return { day, title: t("scenario.start"), about: t("scenario.startAbout") };
      if (step.kind === "wait")
        return { day, title: t("scenario.wait"), about: t("scenario.days", { days: step.days }) };
      if (step.kind === "check")
        return {
          day,
          title: t("scenario.check"),
          about: t("scenario.checkAbout", { count: step.fewer, title: named(step.of) }),
        };
      const { to, unless } = step;
      const names = to.kind === "topic" || to.kind === "team" ? to.names.join(", ") : "";
      const whom = t(`scenario.to.${to.kind}`) + (names === "" ? "" : ` : ${names}`);
      return {
        day,
        title: titleOf(step),
        about: unless === null ? whom : t("scenario.unlessAbout", { whom, title: named(unless) }),
      };
    };
  }, [scenario, t]);
}
