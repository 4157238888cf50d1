import "./words.ts";
import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import type { MapNode } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { useChange } from "../../replies.ts";
import { RepairButton } from "../troubles/repair.tsx";
import { When } from "../../ui/when.tsx";
import classes from "./try-source.module.css";

/** Reads a source once and shows what it holds now; nothing is stored. Of one that receives (`brought`): what came lately. */
export function TrySource({ node, brought }: { node: MapNode; brought: boolean }) {
  const { t, text } = useWords();
  const check = useChange("checkSource", { quiet: true });
  // What was tried, and not what was written since.
  const better = check.variables?.body.config === node.config ? (check.data?.better ?? null) : null;
  const failure = check.error ? check.error.text : (check.data?.error ?? null);
  return (
    <div>
      <Button
        variant="light"
        color="moss"
        fullWidth
        leftSection={<IconEye size={16} stroke={1.8} />}
        loading={check.isPending}
        onClick={() => check.mutate({ body: { type: node.type, config: node.config } })}
      >
        {t(brought ? "try.brought" : check.data ? "try.again" : "try.button")}
      </Button>
      <div role="status" aria-live="polite">
        {failure && <p className={classes.failure}>{text(failure)}</p>}
        {better && <RepairButton repair={{ do: "become", node: node.id, ...better }} done={check.reset} />}
        {check.data && !failure && (
          <div className={classes.result}>
            <p className={classes.found}>
              {t(brought && check.data.items.length === 0 ? "try.nothing" : "try.found", {
                count: check.data.items.length,
              })}
            </p>
            {check.data.title && <p className={classes.feed}>{check.data.title}</p>}
            <ul className={classes.items}>
              {check.data.items.slice(0, 8).map((item) => (
                <li key={item.key}>
                  <span className={classes.title}>{item.title}</span>
                  {item.published && (
                    <span className={classes.date}>
                      <When at={item.published} />
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
}
