import { Button, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconClock } from "@tabler/icons-react";
import { lazy } from "react";
import { useWords } from "../../language.tsx";
import { useBriefSchedule, useScheduleWords } from "./schedule-words.ts";
import { useDocument } from "../state/store.ts";
import { Late } from "../../ui/late.tsx";

const ScheduleDialog = lazy(async () => ({ default: (await import("./schedule-dialog.tsx")).ScheduleDialog }));

/** When the map runs, and its protections. */
export function ScheduleButton() {
  const { t } = useWords();
  const { schedule } = useDocument();
  const [opened, { open, close }] = useDisclosure(false);
  const words = useScheduleWords(schedule)(schedule);
  const brief = useBriefSchedule(schedule);
  return (
    <>
      <Tooltip label={`${t("schedule.title")} · ${words}`}>
        <Button
          variant="subtle"
          color="ink"
          leftSection={<IconClock size={16} stroke={1.8} />}
          onClick={open}
          aria-label={`${brief} · ${t("schedule.button", { schedule: words })}`}
          px={10}
          fw={540}
        >
          <span data-fold="2">{brief}</span>
        </Button>
      </Tooltip>
      <Late opened={opened}>{(shown) => <ScheduleDialog opened={shown} close={close} />}</Late>
    </>
  );
}
