import "./words.ts";
import { Button } from "@mantine/core";
import { IconTool } from "@tabler/icons-react";
import { announce } from "../../announce.ts";
import { titleOf } from "../../drawing/describe.ts";
import { mendingOf } from "../../drawing/mending.ts";
import { useDesk } from "../actions/desk.ts";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { RepairButton } from "./repair.tsx";
import { toneOf, type Problem } from "../state/problem.ts";
import { useCanvas, useDocument } from "../state/store.ts";

/** What mends a problem of the whole map is chosen there. */
const panes: Partial<Record<string, "schedule" | "search" | "tests">> = {
  "manual-schedule": "schedule",
  "bad-schedule": "schedule",
  "empty-map": "search",
  "no-way": "search",
  "test-fails": "tests",
};

/**
 * Mends a problem with one press: as who found it says, else as the drawing itself plainly can be mended. `open`: where neither is possible,
 * leads to the setting that somebody has to fill in.
 */
export function Mend({
  problem,
  done,
  filled = false,
  open,
}: {
  problem: Problem;
  done?: () => void;
  filled?: boolean;
  open?: () => void;
}) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const desk = useDesk();
  const document = useDocument();
  if (problem.repair !== undefined)
    return <RepairButton repair={problem.repair} {...(done ? { done } : {})} filled={filled} />;
  const mending = mendingOf(problem, document, manifests);
  const pane = mending === null ? panes[problem.code] : undefined;
  const look = { variant: filled ? "filled" : "default", size: "compact-sm", maw: "100%" } as const;
  if (pane !== undefined)
    return (
      <Button
        {...look}
        onClick={() => {
          done?.();
          desk.open(pane);
        }}
      >
        {t(`mend.${pane}`)}
      </Button>
    );
  if (mending === null) {
    if (open === undefined || problem.field === undefined) return null;
    return (
      <Button {...look} onClick={open}>
        {t(toneOf(problem) === "blank" ? "mend.fill" : "mend.set")}
      </Button>
    );
  }
  const called = (wanted: string | undefined): string => {
    const node = document.nodes.find(({ id }) => id === wanted);
    return node ? titleOf(node, manifests.get(node.type), text) : "";
  };
  const what = t(`mend.${mending.says}`, { other: called(mending.other), one: called(mending.one) });
  return (
    <Button
      {...look}
      leftSection={<IconTool size={14} stroke={1.8} />}
      onClick={() => {
        done?.();
        canvas.edit(mending.change);
        announce.done(t("mend.done", { what }));
      }}
    >
      {what}
    </Button>
  );
}
