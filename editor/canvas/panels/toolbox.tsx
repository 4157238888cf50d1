import { ActionIcon, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
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
import { useReactFlow } from "@xyflow/react";
import { lazy } from "react";
import { useWords } from "../../language.tsx";
import type { Key } from "../../messages/catalogue.ts";
import { moveNodes } from "../../drawing/draft.ts";
import { glide, whole } from "../surface/framing.ts";
import { layout } from "../../drawing/layout.ts";
import { useCanvas, useCanvasPart, type Deed } from "../state/store.ts";
import { Late } from "../../ui/late.tsx";
import classes from "./toolbox.module.css";

const KeysDialog = lazy(async () => ({ default: (await import("../help/keys-dialog.tsx")).KeysDialog }));

function Tool({
  label,
  icon: Glyph,
  act,
  disabled = false,
}: {
  label: string;
  icon: Icon;
  act: () => void;
  disabled?: boolean;
}) {
  return (
    <Tooltip label={label} position="top">
      <ActionIcon onClick={act} aria-label={label} disabled={disabled} className={classes.tool!}>
        <Glyph size={17} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The small floating bar on the drawing: undo, zoom, tidy up, shortcuts. */
export function Toolbox() {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const flow = useReactFlow();
  const back = useCanvasPart((state) => state.history.past.length > 0);
  const forward = useCanvasPart((state) => state.history.future.length > 0);
  const [keys, showKeys] = useDisclosure(false);
  const undoing = useCanvasPart((state) => canvas.deedOf(state.history.present));
  const redoing = useCanvasPart((state) => canvas.deedOf(state.history.future[0]));
  const named = (label: Key, deed: Deed | undefined): string =>
    deed === undefined
      ? t(label)
      : t("tool.what", { tool: t(label), deed: t(`did.${deed.did}`, { title: text(deed.title) }) });
  const fit = () => void flow.fitView({ ...whole, duration: glide(240) });
  const tidy = () => {
    const heights = new Map(flow.getNodes().map((node) => [node.id, node.measured?.height ?? 88]));
    canvas.edit(moveNodes(layout(canvas.document(), heights)));
    requestAnimationFrame(fit);
  };
  return (
    <div className={classes.box} role="toolbar" aria-label={t("tool.view")}>
      <Tool label={named("tool.undo", undoing)} icon={IconArrowBackUp} act={canvas.undo} disabled={!back} />
      <Tool label={named("tool.redo", redoing)} icon={IconArrowForwardUp} act={canvas.redo} disabled={!forward} />
      <i className={classes.gap} />
      <Tool label={t("tool.zoomOut")} icon={IconMinus} act={() => void flow.zoomOut({ duration: glide(160) })} />
      <Tool label={t("tool.zoomIn")} icon={IconPlus} act={() => void flow.zoomIn({ duration: glide(160) })} />
      <Tool label={t("tool.fit")} icon={IconMaximize} act={fit} />
      <Tool label={t("tool.layout")} icon={IconLayoutDistributeHorizontal} act={tidy} />
      <i className={classes.gap} />
      <Tool label={t("tool.keys")} icon={IconKeyboard} act={showKeys.open} />
      <Late opened={keys}>{(opened) => <KeysDialog opened={opened} close={showKeys.close} />}</Late>
    </div>
  );
}
