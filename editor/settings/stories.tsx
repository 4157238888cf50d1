import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { StoryRule } from "#engine/story.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { StoryRuleFields } from "../ui/story-rule.tsx";
import { Traces } from "../why/traces.tsx";

/** When two items are one story for an account, in all maps that do not say otherwise. */
export function Stories() {
  const query = useReply("readStoryRule", {});
  return (
    <>
      <Answer query={query} lines={2} height={60}>
        {() => <Form stored={query.data!} />}
      </Answer>
      <Traces />
    </>
  );
}

function Form({ stored }: { stored: StoryRule }) {
  const { t } = useWords();
  const [rule, setRule] = useState(stored);
  const save = useChange("saveStoryRule", {
    stale: ["readStoryRule"],
    done: () => announce.done(t("stories.saved")),
  });
  const same = rule.by === stored.by && rule.days === stored.days;
  return (
    <Stack gap={16} maw={560} align="start">
      <Text size="sm" c="dimmed">
        {t("stories.intro")} {t("stories.ofSource")}
      </Text>
      <StoryRuleFields rule={rule} change={(next) => next !== null && setRule(next)} />
      <Button disabled={same} loading={save.isPending} onClick={() => save.mutate({ body: rule })}>
        {t("action.save")}
      </Button>
    </Stack>
  );
}
