import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconKeyboard,
  IconLayoutDistributeHorizontal,
  IconMaximize,
  IconMinus,
  IconPlus,
  type Icon,
} from "@tabler/icons-react";
import { useStore } from "@xyflow/react";
import { useWords } from "../../language.tsx";
import type { Action } from "../actions/action.ts";
import { useDesk } from "../actions/desk.ts";
import { actions } from "../actions/list.ts";
import { useUndoWords } from "../actions/undo-words.ts";
import { useFloat } from "../floats/room.ts";
import { useCanvasPart } from "../state/store.ts";
import classes from "./toolbox.module.css";

function Tool({
  label,
  icon: Glyph,
  act,
  disabled = false,
  fine = false,
}: {
  label: string;
  icon: Icon;
  act: () => void;
  disabled?: boolean;
  /** Not needed where fingers do it. */
  fine?: boolean;
}) {
  return (
    <Tooltip label={label} position="top">
      <ActionIcon
        onClick={act}
        aria-label={label}
        disabled={disabled}
        className={`${classes.tool} ${fine ? classes.fine : ""}`}
      >
        <Glyph size={17} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  );
}

/** By themselves: they change with every key that is typed, the other tools never. */
function UndoTools({ run }: { run: (id: Action["id"]) => () => void }) {
  const back = useCanvasPart((state) => state.history.past.length > 0);
  const forward = useCanvasPart((state) => state.history.future.length > 0);
  const words = useUndoWords();
  return (
    <>
      <Tool label={words.undo} icon={IconArrowBackUp} act={run("undo")} disabled={!back} />
      <Tool label={words.redo} icon={IconArrowForwardUp} act={run("redo")} disabled={!forward} />
    </>
  );
}

function Zoom() {
  const { t } = useWords();
  const zoom = useStore(({ transform }) => Math.round(transform[2] * 100));
  return <span className={`${classes.zoom} num`}>{t("tool.zoom", { percent: zoom })}</span>;
}

/** The small floating bar on the drawing: undo, zoom, tidy up, shortcuts. */
export function Toolbox() {
  const { t } = useWords();
  const desk = useDesk();
  const run = (id: Action["id"]) => () => actions.find((action) => action.id === id)?.run(desk, "");
  const float = useFloat("bottom");
  return (
    <div className={classes.box} role="toolbar" aria-label={t("tool.tools")} ref={float}>
      <UndoTools run={run} />
      <i className={classes.gap} />
      <Tool label={t("tool.zoomOut")} icon={IconMinus} act={run("zoomOut")} fine />
      <Zoom />
      <Tool label={t("tool.zoomIn")} icon={IconPlus} act={run("zoomIn")} fine />
      <Tool label={t("tool.fit")} icon={IconMaximize} act={run("fit")} />
      <Tool label={t("tool.layout")} icon={IconLayoutDistributeHorizontal} act={run("tidy")} />
      <i className={classes.gap} />
      <Tool label={t("tool.keys")} icon={IconKeyboard} act={run("keys")} fine />
    </div>
  );
}
