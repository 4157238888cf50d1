import { Button, Group, Modal } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { networkTitle } from "../ui/network.tsx";
import type { Account } from "./account.ts";
import { EntryFields } from "./entry-fields.tsx";
import { readFailed } from "./entry.ts";
import { goOn } from "./go-on.ts";

type Props = { account: Account; connection: { name: string; page: string | null }; close: () => void };

/** Connects an account again that is connected by what is entered. */
export function ReconnectDialog({ account, connection, close }: Props) {
  const { t } = useWords();
  const [entered, enter] = useState<Record<string, string>>({});
  const again = useChange("reconnectAccount", { done: goOn, quiet: true });
  return (
    <Modal
      opened
      onClose={close}
      title={t("account.reconnectTitle", { name: account.name, network: networkTitle(account.network) })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          again.mutate({ params: { id: account.id }, body: { fields: entered } });
        }}
      >
        <EntryFields
          network={account.network}
          connection={connection.name}
          page={connection.page}
          values={entered}
          change={enter}
          failed={readFailed(again.error)}
        />
        <Group justify="flex-end" mt={24}>
          <Button variant="default" size="md" onClick={close}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" size="md" loading={again.isPending || again.isSuccess}>
            {t("account.reconnect")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
