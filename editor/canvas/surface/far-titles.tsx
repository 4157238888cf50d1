import { ViewportPortal } from "@xyflow/react";
import { memo } from "react";
import classes from "./far.module.css";
import type { MarkNode } from "./use-marks.ts";

/** From afar a large map is read by its groups: what they are called lies over their blocks, and stays as large as words have to be. */
export const FarTitles = memo(function FarTitles({ marks }: { marks: readonly MarkNode[] }) {
  return (
    <ViewportPortal>
      {marks.map(({ id, type, position: { x, y }, width = 0, data }) =>
        type === "frame" && "group" in data && data.group.title !== "" ? (
          <span
            key={id}
            className={classes.title}
            data-color={data.group.color}
            style={{ transform: `translate(${x}px, ${y}px)`, maxWidth: width }}
            aria-hidden="true"
          >
            {data.group.title}
          </span>
        ) : null,
      )}
    </ViewportPortal>
  );
});
