import "./words.ts";
import { ScrollArea } from "@mantine/core";
import type { Reply } from "#server/api.ts";
import { StepWaits } from "../../kept/said.tsx";
import { useWords } from "../../language.tsx";
import { faces, manifests } from "../../nodes.ts";
import { useStepNames } from "../state/step-name.ts";
import classes from "./preview-tab.module.css";
import { useCanvas, useDocument } from "../state/store.ts";

/** Each step of a preview: how many came in, what it let go and why, and what a source said. */
export function PreviewSteps({ preview }: { preview: Reply<"preview"> }) {
  const { t, text, number } = useWords();
  const { name } = useStepNames();
  const canvas = useCanvas();
  const document = useDocument();
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const sources = new Map(preview.sources.map((source) => [source.node, source]));
  /** Posts of a target of which the preview says one of these. */
  const told = (node: string, ...codes: string[]): number =>
    preview.posts.filter((post) => post.node === node && post.problems.some(({ code }) => codes.includes(code))).length;
  return (
    <ScrollArea
      className={classes.steps!}
      type="hover"
      scrollbarSize={8}
      viewportProps={{ tabIndex: 0, role: "region", "aria-label": t("preview.steps") }}
    >
      <ul>
        {preview.steps.map((step) => {
          const node = nodes.get(step.node);
          if (!node) return null;
          const face = faces.get(node.type);
          const source = sources.get(step.node);
          const silent = told(step.node, "no-alt");
          const bare = told(step.node, "picture-missing", "picture-scope", "picture-place");
          const unfilmed = told(step.node, "video-missing");
          return (
            <li key={step.node} className={`kind-${face?.kind ?? "flow"}`}>
              <button type="button" className={classes.step} onClick={() => canvas.choose([step.node])}>
                <i className={classes.dot} aria-hidden="true" />
                <span className={classes.stepName}>{name(node)}</span>
                <span className={`${classes.numbers} num`}>
                  {source
                    ? t("count.items", { count: source.items })
                    : t("preview.in", { count: number(step.itemsIn) })}
                  {step.dropCount > 0 && ` · ${t("preview.drops", { count: number(step.dropCount) })}`}
                </span>
              </button>
              {source?.error && <p className={classes.error}>{text(source.error)}</p>}
              {step.note && <p className={classes.warning}>{text(step.note)}</p>}
              {silent > 0 && <p className={classes.warning}>{t("preview.silent", { count: silent })}</p>}
              {bare > 0 && <p className={classes.warning}>{t("preview.noPicture", { count: bare })}</p>}
              {unfilmed > 0 && <p className={classes.warning}>{t("preview.noVideo", { count: unfilmed })}</p>}
              <StepWaits
                waits={step.waits}
                asks={manifests.get(node.type)?.keeps?.asks === true}
                className={classes.drops}
              />
              {step.drops.length > 0 && (
                <details className={classes.drops}>
                  <summary>{t("node.drops", { count: step.dropCount })}</summary>
                  <ul>
                    {step.drops.map((drop, index) => (
                      <li key={index}>
                        <span>{drop.title}</span>
                        <em>{text(drop.reason)}</em>
                      </li>
                    ))}
                    {step.dropCount > step.drops.length && (
                      <li>{t("preview.more", { count: number(step.dropCount - step.drops.length) })}</li>
                    )}
                  </ul>
                </details>
              )}
            </li>
          );
        })}
      </ul>
    </ScrollArea>
  );
}
