import { Button } from "@mantine/core";
import { IconTool } from "@tabler/icons-react";
import { useLocation } from "wouter";
import { useWords } from "../../language.tsx";
import { turnInto } from "../../drawing/draft.ts";
import { faces } from "../../nodes.ts";
import { insertBefore } from "../state/commands.ts";
import type { Problem } from "../state/problem.ts";
import { withManifest } from "../state/step-types.ts";
import { useCanvas } from "../state/store.ts";
import { Visit } from "../steps/visit.tsx";

const pages = { accounts: "/accounts", people: "/people", settings: "/settings?tab=rules" } as const;

/** Mends a problem with one press, where that can be; what it does to the drawing can be undone. */
export function RepairButton({
  repair,
  done,
  filled = false,
}: {
  repair: Problem["repair"];
  done?: () => void;
  filled?: boolean;
}) {
  const { text } = useWords();
  const canvas = useCanvas();
  const [, go] = useLocation();
  if (repair?.do === "visit") return <Visit repair={repair} done={done} />;
  if (repair === undefined || (repair.do !== "open" && !faces.has(repair.type))) return null;
  return (
    <Button
      variant={filled ? "filled" : "default"}
      size="compact-sm"
      leftSection={<IconTool size={14} stroke={1.8} />}
      onClick={() => {
        done?.();
        if (repair.do === "open") go(pages[repair.page]);
        else if (repair.do === "insert")
          void withManifest(repair.type, (manifest) => insertBefore(canvas, manifest, repair.before));
        else void withManifest(repair.type, (manifest) => canvas.edit(turnInto(repair.node, manifest, repair.config)));
      }}
    >
      {text(repair.label)}
    </Button>
  );
}
