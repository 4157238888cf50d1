import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";

/** Asks before the global stop is set: one sentence of what it does, and a reason for the others. */
export function StopDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState("");
  const stop = useChange("stopAll", { stale: ["me"], done: close });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("stop.title")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Text mb={16}>{t("stop.text")}</Text>
      <Textarea
        label={t("stop.reason")}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={300}
        autosize
        minRows={2}
        data-autofocus
      />
      <Group justify="flex-end" mt={24}>
        <Button variant="default" onClick={close}>
          {t("action.cancel")}
        </Button>
        <Button color="brick" loading={stop.isPending} onClick={() => stop.mutate({ body: { on: true, reason } })}>
          {t("stop.confirm")}
        </Button>
      </Group>
    </Modal>
  );
}
