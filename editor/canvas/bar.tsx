import { ActionIcon, Button, SegmentedControl, Tooltip } from "@mantine/core";
import {
  IconArrowLeft,
  IconDeviceMobile,
  IconHistory,
  IconListTree,
  IconPlayerPlay,
  IconRoute,
  IconSend2,
  type Icon,
} from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { UserButton } from "../shell/user-button.tsx";
import classes from "./bar.module.css";
import { useDesk } from "./actions/desk.ts";
import { usePhone } from "./floats/phone.ts";
import { useFloat } from "./floats/room.ts";
import { useOpenMap } from "./state/map-context.ts";
import { MapName } from "./map-name.tsx";
import { MapState } from "../ui/map-state.tsx";
import { PresenceSlot } from "./presence/slot.tsx";
import { NameMenu } from "./panels/name-menu.tsx";
import type { Seen } from "./panels/phone-bar.tsx";
import { ProblemsButton } from "./panels/problems-button.tsx";
import { SaveMark } from "./save-mark.tsx";
import { ScheduleButton } from "./publishing/schedule-button.tsx";
import { useChanged } from "./state/use-changed.ts";
import type { Key } from "../messages/catalogue.ts";

const seens: [Seen, Key, Icon][] = [
  ["drawing", "tool.drawing", IconRoute],
  ["outline", "tool.outline", IconListTree],
  ["runs", "drawer.runs", IconHistory],
];

/** Above a map, in three floats: what it is called and how it stands; how it is seen; what can be done with it. */
export function Bar({
  seen,
  see,
  showPreview,
  run,
  running,
}: {
  seen: Seen;
  see: (seen: Seen) => void;
  showPreview: () => void;
  run: () => void;
  running: boolean;
}) {
  const { t } = useWords();
  const { detail } = useOpenMap();
  const { open } = useDesk();
  const float = useFloat("top");
  const phone = usePhone();
  const { live } = detail;
  const changed = useChanged(live?.document);
  const version = live?.number ?? null;
  const runHint = !live
    ? t("bar.runDraft")
    : detail.state === "paused"
      ? t("bar.runPaused")
      : t(changed ? "bar.runChanged" : "bar.runLive", { version });
  const runnable = detail.state === "live" && !running;
  return (
    <header className={classes.bar} ref={float}>
      <div className={classes.float}>
        <Link href="/maps" className={classes.back!} aria-label={t("canvas.back")} title={t("canvas.back")}>
          <IconArrowLeft size={18} stroke={1.8} aria-hidden="true" />
        </Link>
        <MapName />
        <NameMenu run={phone && runnable ? run : null} />
        <span className={classes.state}>
          <MapState state={detail.state} version={version} changed={changed} />
        </span>
        <SaveMark />
      </div>
      {!phone && (
        <div className={classes.float}>
          <SegmentedControl
            size="sm"
            className={classes.view!}
            aria-label={t("tool.view")}
            value={seen}
            onChange={(next) => see(next as Seen)}
            data={seens.map(([value, label, Glyph]) => ({
              value,
              label: (
                <span className={classes.seen} title={t(label)}>
                  <Glyph size={17} stroke={1.8} aria-hidden="true" />
                  <span data-fold="2">{t(label)}</span>
                </span>
              ),
            }))}
          />
        </div>
      )}
      <div className={classes.float}>
        {!phone && (
          <>
            <PresenceSlot />
            <UserButton />
          </>
        )}
        <ProblemsButton />
        {!phone && (
          <>
            <i className={classes.line} />
            <Tooltip label={runHint} position="bottom" w={260}>
              <ActionIcon
                size={36}
                {...(runnable ? {} : { "data-disabled": true })}
                aria-disabled={!runnable}
                aria-label={t(running ? "bar.running" : "bar.run")}
                onClick={() => runnable && run()}
              >
                <IconPlayerPlay size={18} stroke={1.8} />
              </ActionIcon>
            </Tooltip>
            <ScheduleButton />
            <Button
              variant="default"
              leftSection={<IconDeviceMobile size={16} stroke={1.8} />}
              onClick={showPreview}
              title={t("bar.preview")}
            >
              <span data-fold="2">{t("bar.preview")}</span>
            </Button>
          </>
        )}
        <Button leftSection={<IconSend2 size={16} stroke={1.8} />} onClick={() => open("publish")}>
          <span data-fold="4">{t("bar.publish")}</span>
        </Button>
      </div>
    </header>
  );
}
