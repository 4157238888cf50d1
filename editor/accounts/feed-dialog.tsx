import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Copied } from "../ui/copied.tsx";
import type { Account } from "./account.ts";

/** The secret address at which this server shows what the account posts, and another one in its place. */
export function FeedDialog({ account, close }: { account: Account; close: () => void }) {
  const { t } = useWords();
  const params = { id: account.id };
  const address = useReply("feedAddress", { params });
  const [sure, setSure] = useState(false);
  const renew = useChange("renewFeed", {
    stale: ["feedAddress", "listAccounts"],
    done: () => {
      setSure(false);
      announce.done(t("feed.renewed"));
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t("feed.title", { name: account.name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Answer query={address} lines={2} small>
        {() => (
          <Stack gap={16}>
            <Copied label={t("feed.address")} value={address.data?.url ?? ""} />
            <Text size="sm" c="dimmed">
              {t("feed.about")}
            </Text>
            {sure && <Text size="sm">{t("feed.renewText")}</Text>}
            <Group justify="flex-end" gap={8}>
              {sure ? (
                <>
                  <Button variant="default" onClick={() => setSure(false)}>
                    {t("action.cancel")}
                  </Button>
                  <Button color="brick" loading={renew.isPending} onClick={() => renew.mutate({ params })}>
                    {t("feed.renew")}
                  </Button>
                </>
              ) : (
                <Button variant="default" onClick={() => setSure(true)}>
                  {t("feed.renew")}
                </Button>
              )}
            </Group>
          </Stack>
        )}
      </Answer>
    </Modal>
  );
}
