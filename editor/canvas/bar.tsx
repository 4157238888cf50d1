import { Button, Menu, ActionIcon, SegmentedControl, Tooltip } from "@mantine/core";
import {
  IconChevronLeft,
  IconDots,
  IconDownload,
  IconEye,
  IconHistory,
  IconPlayerPause,
  IconPlayerPlay,
  IconSend2,
} from "@tabler/icons-react";
import { Link } from "wouter";
import { serialise } from "#engine/serialise.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { Mark } from "../shell/mark.tsx";
import { UserMenu } from "../shell/user-menu.tsx";
import classes from "./bar.module.css";
import { useDesk } from "./actions/desk.ts";
import { useOpenMap } from "./state/map-context.ts";
import { MapName } from "./map-name.tsx";
import { MapState } from "../ui/map-state.tsx";
import { ProblemsButton } from "./panels/problems-button.tsx";
import { SaveMark } from "./save-mark.tsx";
import { ScheduleButton } from "./publishing/schedule-button.tsx";
import { useDocument } from "./state/store.ts";
import { sameDrawing } from "#engine/difference.ts";

export type View = "drawing" | "outline";

/** The thin bar above a map: what it is called, how it stands, and what can be done with it. */
export function Bar({
  view,
  setView,
  showPreview,
  run,
  running,
}: {
  view: View;
  setView: (view: View) => void;
  showPreview: () => void;
  run: () => void;
  running: boolean;
}) {
  const { t } = useWords();
  const { detail, learn } = useOpenMap();
  const document = useDocument();
  const { open } = useDesk();
  const pause = useChange("pauseMap", {
    stale: ["listMaps"],
    done: (reply) => (learn(reply), announce.done(t("bar.paused"))),
  });
  const resume = useChange("resumeMap", {
    stale: ["listMaps"],
    done: (reply) => (learn(reply), announce.done(t("bar.resumed"))),
  });
  const { live } = detail;
  const changed = live !== null && !sameDrawing(live.document, document);
  const version = live?.number ?? null;
  const runHint = !live
    ? t("bar.runDraft")
    : detail.state === "paused"
      ? t("bar.runPaused")
      : t(changed ? "bar.runChanged" : "bar.runLive", { version });
  const runnable = detail.state === "live" && !running;
  const download = () => {
    const link = globalThis.document.createElement("a");
    link.href = URL.createObjectURL(new Blob([serialise(document)], { type: "application/json" }));
    link.download = `${document.name.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase()}.map.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <header className={classes.bar}>
      <Link href="/maps" className={classes.back!} aria-label={t("canvas.back")} title={t("canvas.back")}>
        <IconChevronLeft size={18} stroke={1.8} aria-hidden="true" />
        <Mark size={26} />
      </Link>
      <MapName />
      <MapState state={detail.state} version={version} changed={changed} />
      <SaveMark />
      <div className={classes.space} />
      <SegmentedControl
        size="xs"
        className={classes.view!}
        aria-label={t("tool.view")}
        value={view}
        onChange={(next) => setView(next as View)}
        data={[
          { value: "drawing", label: t("tool.drawing") },
          { value: "outline", label: t("tool.outline") },
        ]}
      />
      <ProblemsButton />
      <ScheduleButton />
      <div className={classes.acts}>
        <Button
          variant="default"
          leftSection={<IconEye size={16} stroke={1.8} />}
          onClick={showPreview}
          title={t("bar.preview")}
        >
          <span data-fold="2">{t("bar.preview")}</span>
        </Button>
        <Tooltip label={runHint} position="bottom" w={260}>
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={16} stroke={1.8} />}
            {...(runnable ? {} : { "data-disabled": true })}
            aria-disabled={!runnable}
            onClick={() => runnable && run()}
          >
            <span data-fold="2">{t(running ? "bar.running" : "bar.run")}</span>
          </Button>
        </Tooltip>
        <Button leftSection={<IconSend2 size={16} stroke={1.8} />} onClick={() => open("publish")}>
          {t("bar.publish")}
        </Button>
      </div>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon aria-label={t("bar.more")}>
            <IconDots size={18} stroke={1.8} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {detail.state === "live" && (
            <Menu.Item
              leftSection={<IconPlayerPause size={16} stroke={1.7} />}
              onClick={() => pause.mutate({ params: { id: detail.id } })}
            >
              {t("bar.pause")}
            </Menu.Item>
          )}
          {detail.state === "paused" && (
            <Menu.Item
              leftSection={<IconPlayerPlay size={16} stroke={1.7} />}
              onClick={() => resume.mutate({ params: { id: detail.id } })}
            >
              {t("bar.resume")}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconHistory size={16} stroke={1.7} />} onClick={() => open("history")}>
            {t("bar.versions")}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} stroke={1.7} />} onClick={download}>
            {t("bar.download")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <UserMenu />
    </header>
  );
}
