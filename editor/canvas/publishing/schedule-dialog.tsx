import { Modal } from "@mantine/core";
import { useWords } from "../../language.tsx";
import { ScheduleForm } from "./schedule-form.tsx";

/** When the map runs, and its protections, to be changed. */
export function ScheduleDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useWords();
  return (
    <Modal
      opened={opened}
      onClose={close}
      size={600}
      title={t("schedule.title")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <ScheduleForm />
    </Modal>
  );
}
