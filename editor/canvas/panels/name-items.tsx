import "./words.ts";
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconCalendarStats,
  IconChevronDown,
  IconClock,
  IconDownload,
  IconHistory,
  IconPlayerPause,
  IconPlayerPlay,
  IconTestPipe,
} from "@tabler/icons-react";
import { announce } from "../../announce.ts";
import { download } from "../../drawing/download.ts";
import { useWords } from "../../language.tsx";
import { useChange, useReply } from "../../replies.ts";
import { tryPast } from "../actions/past.ts";
import { useDesk } from "../actions/desk.ts";
import { usePhone } from "../floats/phone.ts";
import { useOpenMap } from "../state/map-context.ts";
import { useCanvas } from "../state/store.ts";

/** What can be done with the map as a whole, open from the start: it comes with the first press on its button. */
export function NameItems({ run }: { /** Where the bar has no room for it. */ run: (() => void) | null }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const { detail, learn, saver, saveState } = useOpenMap();
  const { open } = useDesk();
  const phone = usePhone();
  const pause = useChange("pauseMap", {
    stale: ["listMaps"],
    done: (reply) => (learn(reply), announce.done(t("bar.paused"))),
  });
  const resume = useChange("resumeMap", {
    stale: ["listMaps"],
    done: (reply) => (learn(reply), announce.done(t("bar.resumed"))),
  });
  // Whoever opens it may try the drawing on the past: what thinks that through gets ready meanwhile.
  useReply("backtestProgress", { query: { soon: "true" } });
  return (
    <Menu position="bottom-start" width={240} defaultOpened returnFocus>
      <Menu.Target>
        <ActionIcon aria-label={t("bar.more")} autoFocus>
          <IconChevronDown size={16} stroke={1.8} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {t(`state.${detail.state}`, { version: detail.live?.number ?? null })}
          {saveState.kind === "saved" && ` · ${t("save.saved")}`}
        </Menu.Label>
        {run && (
          <Menu.Item leftSection={<IconPlayerPlay size={16} stroke={1.7} />} onClick={run}>
            {t("bar.run")}
          </Menu.Item>
        )}
        {phone && (
          <Menu.Item leftSection={<IconClock size={16} stroke={1.7} />} onClick={() => open("schedule")}>
            {t("schedule.title")}
          </Menu.Item>
        )}
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
        <Menu.Item leftSection={<IconCalendarStats size={16} stroke={1.7} />} onClick={() => void tryPast({ saver })}>
          {t("bar.past")}
        </Menu.Item>
        <Menu.Item leftSection={<IconTestPipe size={16} stroke={1.7} />} onClick={() => open("tests")}>
          {t("drawer.tests")}
        </Menu.Item>
        <Menu.Item leftSection={<IconHistory size={16} stroke={1.7} />} onClick={() => open("history")}>
          {t("bar.versions")}
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={16} stroke={1.7} />} onClick={() => download(canvas.document())}>
          {t("bar.download")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
