import { Button, CopyButton, Group, Modal, Text } from "@mantine/core";
import { useWords } from "../language.tsx";
import classes from "./people.module.css";

export type Handover = { name: string; link: string };

/** Shows a one-time link, once. */
export function LinkDialog({ handover, close }: { handover: Handover | null; close: () => void }) {
  const { t } = useWords();
  return (
    <Modal
      opened={handover !== null}
      onClose={close}
      title={t("people.linkTitle")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      {handover && (
        <>
          <Text mb={16}>{t("people.linkText", { name: handover.name })}</Text>
          <code className={classes.link}>{handover.link}</code>
          <Group justify="flex-end" mt={24}>
            <CopyButton value={handover.link}>
              {({ copied, copy }) => (
                <Button onClick={copy} color={copied ? "moss" : "ink"} data-autofocus>
                  {t(copied ? "action.copied" : "people.copy")}
                </Button>
              )}
            </CopyButton>
          </Group>
        </>
      )}
    </Modal>
  );
}
