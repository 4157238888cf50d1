import { UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconCircleCheck, IconPencil } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { lazy } from "../../ui/lazy.ts";
import { worstOf } from "../state/problem.ts";
import { useWords } from "../../language.tsx";
import { LatePopover } from "../../ui/late-popover.tsx";
import classes from "./problems-button.module.css";
import { useCamera } from "../floats/camera.ts";
import { pointTo } from "../floats/point-to.ts";
import { useCanvas, useCanvasPart } from "../state/store.ts";

const ProblemsList = lazy(async () => ({ default: (await import("./problems-list.tsx")).ProblemsList }));

/** How many problems the map has; the list leads to the node, wire or field each one sits on. */
export function ProblemsButton() {
  const { t } = useWords();
  const problems = useCanvasPart((state) => state.problems);
  const [opened, { toggle, close }] = useDisclosure(false);
  const [at, stand] = useState(-1);
  const canvas = useCanvas();
  const camera = useCamera();
  const press = () => {
    // A single one is said where it is.
    const [only, ...others] = problems;
    if (opened || others.length > 0 || only?.node === undefined || !pointTo(canvas, camera, only.node)) toggle();
  };
  const tone = worstOf(problems) ?? "none";
  return (
    <LatePopover
      opened={opened}
      close={close}
      label={t("problems.title")}
      width={400}
      position="bottom-end"
      button={
        <UnstyledButton className={classes.button!} data-tone={tone} onClick={press} aria-expanded={opened}>
          {tone === "none" ? (
            <IconCircleCheck size={16} stroke={1.8} aria-hidden="true" />
          ) : tone === "blank" ? (
            <IconPencil size={16} stroke={1.8} aria-hidden="true" />
          ) : (
            <IconAlertTriangle size={16} stroke={1.8} aria-hidden="true" />
          )}
          {problems.length > 0 && (tone === "blank" ? problems.filter(({ blank }) => blank) : problems).length}
          <span data-fold="3">
            {tone === "blank" ? t("problems.fill") : t("problems.review", { count: problems.length })}
          </span>
        </UnstyledButton>
      }
    >
      <Suspense>{opened && <ProblemsList at={at} stand={stand} close={close} />}</Suspense>
    </LatePopover>
  );
}
