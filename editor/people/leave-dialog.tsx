import { Checkbox, List, Modal, NativeSelect, Text } from "@mantine/core";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";

type Member = Reply<"listMembers">["rows"][number];

/** Somebody leaves: what happens at once, what stays, and which of the company's accounts somebody else has to open from now on. */
export function LeaveDialog({ member, close }: { member: Member; close: () => void }) {
  const { t } = useWords();
  const gone = {
    stale: ["listMembers" as const, "listAccounts" as const, "listDeliveries" as const],
    done: () => {
      close();
      announce.done(t("people.leave.done", { name: member.name }));
    },
  };
  const change = useChange("changeMember", gone);
  const remove = useChange("deleteMember", gone);
  const [forGood, setForGood] = useState(false);
  const [heir, setHeir] = useState("");
  const params = { id: member.id };
  const left = useReply("readMemberLeaving", { params }, { enabled: forGood });
  const { maps = [], pages = [], colleagues = [] } = left.data ?? {};
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
      <Checkbox
        mt={16}
        label={t("people.leave.forGood")}
        description={t("people.leave.forGoodText")}
        checked={forGood}
        onChange={({ currentTarget }) => setForGood(currentTarget.checked)}
      />
      {forGood && maps.length + pages.length > 0 && (
        <NativeSelect
          mt={16}
          label={t("people.leave.heir")}
          description={t("people.leave.heirText", { maps: maps.length, pages: pages.length })}
          value={heir}
          onChange={({ currentTarget }) => setHeir(currentTarget.value)}
          data={[
            { value: "", label: t("people.leave.heirNone") },
            ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <DialogEnd
        close={close}
        saving={change.isPending || remove.isPending}
        act={{
          label: t(forGood ? "people.leave.delete" : "people.leave.yes"),
          color: "brick",
          press: () =>
            forGood
              ? remove.mutate({ params, body: { heir: heir === "" ? null : heir } })
              : change.mutate({ params, body: { disabled: true } }),
        }}
      />
    </Modal>
  );
}
