import { Button, Group, Modal, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import type { MapRow } from "./health.ts";

export type Waiting = "cancel" | "send";

/** What becomes of what a live map planned is for a person to say. The safe answer stands first. */
export function ArchiveDialog({
  map,
  close,
  archive,
}: {
  map: MapRow | null;
  close: () => void;
  archive: (map: MapRow, waiting: Waiting) => void;
}) {
  const { t } = useWords();
  // The dialog keeps its words while it fades away.
  const [shown, show] = useState(map);
  const [waiting, setWaiting] = useState<Waiting>("cancel");
  if (map !== null && map !== shown) {
    show(map);
    setWaiting("cancel");
  }
  return (
    <Modal
      opened={map !== null}
      onClose={close}
      title={t("shelf.archiveTitle", { name: shown?.name })}
      size={520}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (shown) archive(shown, waiting);
        }}
      >
        <p style={{ margin: "0 0 20px" }}>{t("shelf.archiveText")}</p>
        <Radio.Group
          label={t("shelf.archiveAsk")}
          value={waiting}
          onChange={(value) => setWaiting(value === "send" ? "send" : "cancel")}
        >
          <Stack gap={12} mt={12}>
            <Radio value="cancel" label={t("shelf.archiveCancel")} description={t("shelf.archiveCancelHelp")} />
            <Radio value="send" label={t("shelf.archiveSend")} description={t("shelf.archiveSendHelp")} />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" mt={28}>
          <Button variant="default" onClick={close}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" color="brick">
            {t("maps.archive")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
