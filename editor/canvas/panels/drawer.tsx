import "./words.ts";
import { ActionIcon, Tabs, Tooltip } from "@mantine/core";
import { IconChartBar, IconEye, IconPlayerPlay, IconTestPipe, IconX } from "@tabler/icons-react";
import { useEffect, type ReactNode } from "react";
import { useWords } from "../../language.tsx";
import { useDrawerHeight } from "../floats/dock.ts";
import { Edge } from "../floats/edge.tsx";
import { usePhone } from "../floats/phone.ts";
import { useFloat } from "../floats/room.ts";
import { Grip, useSheet } from "../floats/sheet.tsx";
import classes from "./drawer.module.css";

export type DrawerTab = "preview" | "runs" | "results" | "tests";

/** The panel below the drawing, there while it is asked for: previews, runs, results, tests. Its upper edge is dragged, or moved with the arrow keys. */
export function Drawer({
  tab,
  open,
  preview,
  runs,
  results,
  tests,
}: {
  tab: DrawerTab;
  open: (tab: DrawerTab | null) => void;
  preview: ReactNode;
  runs: ReactNode;
  results: ReactNode;
  tests: ReactNode;
}) {
  const { t } = useWords();
  const phone = usePhone();
  const float = useFloat("bottom", true);
  const size = useDrawerHeight();
  const sheet = useSheet(2);
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty("--above-panel", phone ? "0px" : `min(${size.value + 12}px, 100vh - 200px)`);
    return () => void style.removeProperty("--above-panel");
  }, [phone, size.value]);
  return (
    <section ref={float} className={classes.drawer} style={sheet.style} aria-label={t("drawer.label")}>
      {phone ? <Grip sheet={sheet} /> : <Edge size={size} at="top" label={t("drawer.resize")} />}
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
            <Tabs.Tab value="tests" leftSection={<IconTestPipe size={16} stroke={1.7} />}>
              {t("drawer.tests")}
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
        <Tabs.Panel value="tests" className={classes.panel!}>
          {tests}
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
