import { ActionIcon, Tabs, Tooltip } from "@mantine/core";
import { IconChartBar, IconEye, IconPlayerPlay, IconX } from "@tabler/icons-react";
import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { useWords } from "../../language.tsx";
import { useFloat } from "../floats/room.ts";
import classes from "./drawer.module.css";

export type DrawerTab = "preview" | "runs" | "results";
const lowest = 180;

/** The panel below the drawing, there while it is asked for: previews, runs, results. Its upper edge is dragged, or moved with the arrow keys. */
export function Drawer({
  tab,
  open,
  height,
  setHeight,
  preview,
  runs,
  results,
}: {
  tab: DrawerTab;
  open: (tab: DrawerTab | null) => void;
  height: number;
  setHeight: (height: number) => void;
  preview: ReactNode;
  runs: ReactNode;
  results: ReactNode;
}) {
  const { t } = useWords();
  const float = useFloat("bottom", true);
  const from = useRef<{ y: number; height: number } | null>(null);
  const bounded = (wish: number) => Math.round(Math.min(Math.max(wish, lowest), globalThis.innerHeight - 240));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { y: event.clientY, height };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (from.current) setHeight(bounded(from.current.height + from.current.y - event.clientY));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowUp" ? 32 : event.key === "ArrowDown" ? -32 : 0;
    if (step === 0) return;
    event.preventDefault();
    setHeight(bounded(height + step));
  };
  return (
    <section ref={float} className={classes.drawer} aria-label={t("drawer.label")}>
      {/* A focusable separator is the pattern for a resizable pane. */}
      <div
        className={classes.edge}
        role="separator"
        aria-orientation="horizontal"
        aria-label={t("drawer.resize")}
        aria-valuenow={height}
        aria-valuemin={lowest}
        aria-valuemax={Math.max(lowest, globalThis.innerHeight - 240)}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (from.current = null)}
        onKeyDown={onKeyDown}
      />
      <Tabs value={tab} onChange={(next) => open(next as DrawerTab)} className={classes.tabs!} keepMounted={false}>
        <div className={classes.top}>
          <Tabs.List className={classes.list!}>
            <Tabs.Tab value="preview" leftSection={<IconEye size={16} stroke={1.7} />}>
              {t("drawer.preview")}
            </Tabs.Tab>
            <Tabs.Tab value="runs" leftSection={<IconPlayerPlay size={16} stroke={1.7} />}>
              {t("drawer.runs")}
            </Tabs.Tab>
            <Tabs.Tab value="results" leftSection={<IconChartBar size={16} stroke={1.7} />}>
              {t("maps.results")}
            </Tabs.Tab>
          </Tabs.List>
          <Tooltip label={t("drawer.close")}>
            <ActionIcon aria-label={t("drawer.close")} onClick={() => open(null)}>
              <IconX size={17} stroke={1.8} />
            </ActionIcon>
          </Tooltip>
        </div>
        <Tabs.Panel value="preview" className={classes.panel!}>
          {preview}
        </Tabs.Panel>
        <Tabs.Panel value="runs" className={classes.panel!}>
          {runs}
        </Tabs.Panel>
        <Tabs.Panel value="results" className={classes.panel!}>
          {results}
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
