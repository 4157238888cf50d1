import { Button, Group, Modal, Radio, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { languages, type Language } from "#engine/text.ts";
import { roles, type Role } from "#engine/role.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import type { Handover } from "./link-dialog.tsx";

const names: Record<Language, string> = { en: "English", fr: "Français" };

/** Adds a person; the answer is a link to hand over. */
export function InviteDialog({
  opened,
  close,
  hand,
}: {
  opened: boolean;
  close: () => void;
  hand: (handover: Handover) => void;
}) {
  const { t, language: mine } = useWords();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [words, setWords] = useState("");
  const [role, setRole] = useState<Role>("ambassador");
  const [language, setLanguage] = useState<Language>(mine);
  const invite = useChange("inviteMember", {
    stale: ["listMembers"],
    done: (reply) => {
      setName("");
      setEmail("");
      setWords("");
      close();
      hand({ name: reply.member.name, link: reply.link, mailed: reply.mailed });
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("people.invite")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate({
            body: {
              name: name.trim(),
              email: email.trim(),
              role,
              language,
              ...(words.trim() === "" ? {} : { words: words.trim() }),
            },
          });
        }}
      >
        <Stack gap={16}>
          <TextInput
            label={t("people.name")}
            required
            withAsterisk={false}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            type="email"
            label={t("people.email")}
            required
            withAsterisk={false}
            maxLength={200}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Radio.Group label={t("people.role")} value={role} onChange={(next) => setRole(next as Role)}>
            <Stack gap={12} mt={8}>
              {roles.toReversed().map((each) => (
                <Radio key={each} value={each} label={t(`role.${each}`)} description={t(`people.roleHelp.${each}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t("people.words")}
            description={t("people.wordsHelp")}
            maxLength={180}
            autosize
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Select
            label={t("people.language")}
            allowDeselect={false}
            value={language}
            data={languages.map((each) => ({ value: each, label: names[each] }))}
            onChange={(next) => next && setLanguage(next as Language)}
          />
        </Stack>
        <Group justify="flex-end" mt={24}>
          <Button variant="default" onClick={close}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" loading={invite.isPending}>
            {t("people.send")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
