import { Button, Tooltip } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { useWords } from "../../language.tsx";
import { useBriefSchedule, useScheduleWords } from "./schedule-words.ts";
import { useDocument } from "../state/store.ts";
import { useDesk } from "../actions/desk.ts";

/** When the map runs, and its protections. */
export function ScheduleButton() {
  const { t } = useWords();
  const { schedule } = useDocument();
  const { open } = useDesk();
  const words = useScheduleWords(schedule)(schedule);
  const brief = useBriefSchedule(schedule);
  return (
    <Tooltip label={`${t("schedule.title")} · ${words}`}>
      <Button
        variant="subtle"
        color="ink"
        leftSection={<IconClock size={16} stroke={1.8} />}
        onClick={() => open("schedule")}
        aria-label={`${brief} · ${t("schedule.button", { schedule: words })}`}
        px={10}
        fw={540}
      >
        <span data-fold="2">{brief}</span>
      </Button>
    </Tooltip>
  );
}
