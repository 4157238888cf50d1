import { Button, Radio, Stack, Switch, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";

const all = ["off", "editors", "admins"] as const;

/** Whose agreement a version of a map needs before it goes live. */
export function SignOff() {
  const query = useReply("readSignOffRule", {});
  return (
    <Answer query={query} lines={2} height={60}>
      {() => <Form stored={query.data!} />}
    </Answer>
  );
}

function Form({ stored }: { stored: Reply<"readSignOffRule"> }) {
  const { t } = useWords();
  const [rule, setRule] = useState(stored);
  const save = useChange("saveSignOffRule", {
    stale: ["readSignOffRule", "readSignOff", "today", "listApprovals"],
    done: () => announce.done(t("signoffRule.saved")),
  });
  return (
    <Stack component="section" gap={16} maw={620} align="start" mb={40}>
      <Title order={2} size="h3">
        {t("signoffRule.title")}
      </Title>
      <Text size="sm" c="dimmed">
        {t("signoffRule.intro")}
      </Text>
      <Radio.Group
        aria-label={t("signoffRule.title")}
        value={rule.by}
        onChange={(value) => setRule({ ...rule, by: all.find((by) => by === value) ?? "off" })}
      >
        <Stack gap={10}>
          {all.map((by) => (
            <Radio key={by} value={by} label={t(`signoffRule.by.${by}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {rule.by !== "off" && (
        <Switch
          label={t("signoffRule.own")}
          description={t("signoffRule.ownHelp")}
          checked={rule.own}
          onChange={(event) => setRule({ ...rule, own: event.currentTarget.checked })}
        />
      )}
      <Switch
        label={t("signoffRule.entries")}
        description={t("signoffRule.entriesHelp")}
        checked={rule.entries}
        onChange={(event) => setRule({ ...rule, entries: event.currentTarget.checked })}
      />
      <Button
        disabled={rule.by === stored.by && rule.own === stored.own && rule.entries === stored.entries}
        loading={save.isPending}
        onClick={() => save.mutate({ body: rule })}
      >
        {t("action.save")}
      </Button>
    </Stack>
  );
}
