import { Button, Group, Modal, Text } from "@mantine/core";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { networkTitle } from "../ui/network.tsx";
import type { Account } from "./account.ts";

/** Leaving: one question, then the key is gone and the queue is empty. */
export function DisconnectDialog({ account, opened, close }: { account: Account; opened: boolean; close: () => void }) {
  const { t } = useWords();
  const leave = useChange("disconnectAccount", {
    stale: ["listAccounts", "listProposals", "listDeliveries", "me"],
    done: () => {
      close();
      announce.done(t("account.disconnected"));
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("account.disconnectTitle", { name: account.name, network: networkTitle(account.network) })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Text>{t("account.disconnectText")}</Text>
      <Group justify="flex-end" mt={24}>
        <Button variant="default" size="md" onClick={close}>
          {t("action.cancel")}
        </Button>
        <Button
          color="brick"
          size="md"
          loading={leave.isPending}
          onClick={() => leave.mutate({ params: { id: account.id } })}
        >
          {t("account.disconnect")}
        </Button>
      </Group>
    </Modal>
  );
}
