import { Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";

/** How oneself can be reached, asked where it is needed and nowhere else. */
export function ReachDialog({
  opened,
  close,
  title,
  act,
  busy,
  send,
}: {
  opened: boolean;
  close: () => void;
  title: string;
  act: string;
  busy: boolean;
  send: (reach: string) => void;
}) {
  const { t } = useWords();
  const [reach, write] = useState("");
  const sound = reach.trim().length >= 3;
  return (
    <Modal opened={opened} onClose={close} title={title} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (sound) send(reach.trim());
        }}
      >
        <TextInput
          size="md"
          label={t("mentors.reach")}
          description={t("mentors.reachText")}
          value={reach}
          maxLength={200}
          onChange={({ currentTarget }) => write(currentTarget.value)}
          data-autofocus
        />
        <DialogEnd
          close={close}
          saving={busy}
          size="md"
          act={{ label: act, press: () => sound && send(reach.trim()), disabled: !sound }}
        />
      </form>
    </Modal>
  );
}
