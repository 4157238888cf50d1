import { Modal, PasswordInput, Stack } from "@mantine/core";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";

/** Chooses or changes one's own password. */
export function PasswordDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const { t, text } = useWords();
  const [password, setPassword] = useState("");
  const [current, setCurrent] = useState("");
  const save = useChange("setPassword", {
    quiet: true,
    done: () => {
      announce.done(t("user.passwordSaved"));
      setPassword("");
      setCurrent("");
      close();
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("user.password")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ body: { password, ...(current ? { current } : {}) } });
        }}
      >
        <Stack gap={16}>
          <PasswordInput
            label={t("user.passwordNew")}
            description={t("user.passwordHelp")}
            autoComplete="new-password"
            minLength={10}
            maxLength={200}
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={save.error ? text(save.error.text) : null}
            data-autofocus
          />
          <PasswordInput
            label={t("user.passwordCurrent")}
            description={t("user.passwordCurrentHelp")}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
        </Stack>
        <DialogEnd close={close} saving={save.isPending} />
      </form>
    </Modal>
  );
}
