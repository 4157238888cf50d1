import { List, Modal, Text } from "@mantine/core";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";

type Member = Reply<"listMembers">["rows"][number];

/** Somebody leaves: what happens at once, what stays, and which of the company's accounts somebody else has to open from now on. */
export function LeaveDialog({ member, close }: { member: Member; close: () => void }) {
  const { t } = useWords();
  const change = useChange("changeMember", {
    stale: ["listMembers", "listAccounts", "listDeliveries"],
    done: () => {
      close();
      announce.done(t("people.leave.done", { name: member.name }));
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t("people.leave.title", { name: member.name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Text mb={12}>{t("people.leave.text")}</Text>
      <List spacing={6}>
        <List.Item>{t("people.leave.session")}</List.Item>
        <List.Item>{t("people.leave.accounts", { count: member.accounts })}</List.Item>
        <List.Item>{t("people.leave.stays")}</List.Item>
      </List>
      {member.opens > 0 && (
        <Text mt={16} c="var(--warn)">
          {t("people.leave.opens", { count: member.opens })}
        </Text>
      )}
      <DialogEnd
        close={close}
        saving={change.isPending}
        act={{
          label: t("people.leave.yes"),
          color: "brick",
          press: () => change.mutate({ params: { id: member.id }, body: { disabled: true } }),
        }}
      />
    </Modal>
  );
}
