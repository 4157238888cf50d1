import { Modal, Text } from "@mantine/core";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { networkTitle } from "../ui/network.tsx";
import type { Account } from "./account.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";

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
      <DialogEnd
        size="md"
        close={close}
        saving={leave.isPending}
        act={{
          label: t("account.disconnect"),
          color: "brick",
          press: () => leave.mutate({ params: { id: account.id } }),
        }}
      />
    </Modal>
  );
}
