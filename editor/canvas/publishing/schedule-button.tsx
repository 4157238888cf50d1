import { Button, Modal, Skeleton, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconClock } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useWords } from "../../language.tsx";
import { useScheduleWords } from "./schedule-words.ts";
import { useDocument } from "../state/store.ts";

const ScheduleForm = lazy(async () => ({ default: (await import("./schedule-form.tsx")).ScheduleForm }));

/** When the map runs, and its protections. */
export function ScheduleButton() {
  const { t } = useWords();
  const { schedule } = useDocument();
  const [opened, { open, close }] = useDisclosure(false);
  const words = useScheduleWords(schedule)(schedule);
  return (
    <>
      <Tooltip label={`${t("schedule.title")} · ${words}`}>
        <Button
          variant="subtle"
          color="ink"
          leftSection={<IconClock size={16} stroke={1.8} />}
          onClick={open}
          aria-label={t("schedule.button", { schedule: words })}
          px={10}
          fw={540}
        >
          <span data-fold="3">{words}</span>
        </Button>
      </Tooltip>
      <Modal
        opened={opened}
        onClose={close}
        size={600}
        title={t("schedule.title")}
        closeButtonProps={{ "aria-label": t("action.close") }}
      >
        <Suspense fallback={<Skeleton height={320} />}>
          <ScheduleForm />
        </Suspense>
      </Modal>
    </>
  );
}
