import { useEffect, useEffectEvent, useState } from "react";
import type { Scenario, Step } from "#engine/scenario.ts";
import type { Reply } from "#server/api.ts";
import { CallError } from "../client.ts";
import { queries } from "../queries.ts";
import { useChange } from "../replies.ts";

export type View = Reply<"getScenario">;
export type PostStep = Extract<Step, { kind: "post" }>;
export type Save = "saved" | "unsaved" | "changed" | "failed";

/** Milliseconds without a change after which the drawing is kept; steps back that are remembered. */
const [rest, mostBack] = [900, 60];

/** A drawing while it is changed: kept by itself a moment after each change, never over what somebody else drew meanwhile, with a way back. */
export function useScenario(id: string, found: View, first: Scenario) {
  const [scenario, setScenario] = useState(found.draft ?? first);
  const [back, setBack] = useState<Scenario[]>([]);
  const [view, setView] = useState(found);
  const [kept, setKept] = useState<Scenario | null>(found.draft === null ? null : scenario);
  const [said, setSave] = useState<Save>("unsaved");
  const save: Save = kept === scenario ? "saved" : said;
  const [told, setTold] = useState(false);
  const settle = (now: View) => {
    setView(now);
    queries.setQueryData(["getScenario", { params: { id } }], now);
  };
  const keep = useChange("saveScenario", { quiet: true });
  const live = useChange("publishScenario", {
    stale: ["readCalendar", "listEntries", "getCampaign", "listCampaigns"],
    done: settle,
  });
  const send = (body: Scenario) =>
    keep.mutate(
      { params: { id }, body: { revision: view.revision, scenario: body } },
      {
        onSuccess: (now) => {
          settle(now);
          // What was drawn meanwhile is kept by the next tick.
          setKept(body);
        },
        onError: (error) => {
          if (error instanceof CallError && error.code === "scenario_changed") {
            const now = error.details as View;
            settle(now);
            const drawn = now.draft ?? body;
            setScenario(drawn);
            setKept(drawn);
            setTold(true);
            setBack([]);
          } else setSave("failed");
        },
      },
    );
  const tick = useEffectEvent(() => {
    if (!keep.isPending) send(scenario);
  });
  useEffect(() => {
    if (save !== "unsaved" && save !== "failed") return undefined;
    const timer = setInterval(() => tick(), save === "failed" ? 4000 : rest);
    return () => clearInterval(timer);
  }, [scenario, save]);
  // Whoever leaves the page right after a stroke has drawn it.
  const leave = useEffectEvent(() => {
    if (save === "unsaved") send(scenario);
  });
  useEffect(() => {
    const hidden = () => leave();
    addEventListener("pagehide", hidden);
    return () => {
      removeEventListener("pagehide", hidden);
      leave();
    };
  }, []);
  const change = (next: Scenario) => {
    setBack((all) => [...all, scenario].slice(-mostBack));
    setScenario(next);
    setSave("unsaved");
    setTold(false);
  };
  return {
    ...{ scenario, view, change, save: told ? ("changed" as const) : save },
    undo:
      back.length === 0
        ? null
        : () => {
            setScenario(back.at(-1)!);
            setBack(back.slice(0, -1));
            setSave("unsaved");
            setTold(false);
          },
    publish: () => live.mutate({ params: { id }, body: { revision: view.revision } }),
    publishing: live.isPending,
  };
}
export type Drawing = ReturnType<typeof useScenario>;
