import { Alert, Button, Stack, Switch, Text } from "@mantine/core";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import type { Reply } from "#server/api.ts";
import { Answer } from "../ui/answer.tsx";

/** Whether posts carry short links of our own, in all maps that do not say otherwise. */
export function Links() {
  const query = useReply("readLinkRule", {});
  return (
    <Answer query={query} lines={2} height={60}>
      {() => <Form stored={query.data!} />}
    </Answer>
  );
}

/** Nobody outside reaches these. */
const local = /^https?:\/\/(?:localhost|127\.|\[::1\]|10\.|192\.168\.)/u;

function Form({ stored }: { stored: Reply<"readLinkRule"> }) {
  const { t } = useWords();
  const [short, setShort] = useState(stored.short);
  const [marks, setMarks] = useState(stored.marks);
  const save = useChange("saveLinkRule", {
    stale: ["readLinkRule"],
    done: () => announce.done(t("links.saved")),
  });
  const same = short === stored.short && marks === stored.marks;
  return (
    <Stack gap={16} maw={560} align="start">
      <Text size="sm" c="dimmed">
        {t("links.intro")}
      </Text>
      <Switch
        size="md"
        label={t("links.short")}
        description={t("links.shortHelp", { base: stored.base })}
        checked={short}
        onChange={(event) => setShort(event.currentTarget.checked)}
      />
      {short && local.test(stored.base) && <Alert color="honey">{t("links.local", { base: stored.base })}</Alert>}
      {short && (
        <Switch
          size="md"
          label={t("links.marks")}
          description={t("links.marksHelp")}
          checked={marks}
          onChange={(event) => setMarks(event.currentTarget.checked)}
        />
      )}
      <Text size="sm" c="dimmed">
        {t("links.privacy")}
      </Text>
      <Button disabled={same} loading={save.isPending} onClick={() => save.mutate({ body: { short, marks } })}>
        {t("action.save")}
      </Button>
    </Stack>
  );
}
