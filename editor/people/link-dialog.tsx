import { Button, CopyButton, Group, Modal, Text } from "@mantine/core";
import { useWords } from "../language.tsx";
import classes from "./people.module.css";

/** `mailed`: the link of an invitation, which is on its way by mail as well, or is not; absent: a sign-in link. */
export type Handover = { name: string; link: string; mailed?: boolean };

/** Shows a one-time link, once. */
export function LinkDialog({ handover, close }: { handover: Handover | null; close: () => void }) {
  const { t } = useWords();
  return (
    <Modal
      opened={handover !== null}
      onClose={close}
      title={handover?.mailed ? t("people.mailedTitle", { name: handover.name }) : t("people.linkTitle")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      {handover && (
        <>
          <Text mb={16}>
            {handover.mailed
              ? t("people.mailedText")
              : t(handover.mailed === false ? "people.inviteText" : "people.linkText", { name: handover.name })}
          </Text>
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
