import { Stack, Text } from "@mantine/core";
import type { StoryRule } from "#engine/story.ts";
import { useWords } from "../../language.tsx";
import { StoryRuleFields } from "../../ui/story-rule.tsx";
import { useCanvas, useDocument } from "../state/store.ts";

/** When two items are one story for an account: as the workspace says, or as this map does. */
export function StoriesForm() {
  const { t } = useWords();
  const canvas = useCanvas();
  const { stories } = useDocument();
  const set = (rule: StoryRule | null) =>
    canvas.edit((document) => {
      const { stories: _, ...rest } = document;
      return rule === null ? rest : { ...rest, stories: rule };
    }, "stories");
  return (
    <Stack gap={12}>
      <div>
        <Text fw={640} fz={15}>
          {t("stories.title")}
        </Text>
        <Text size="sm" c="dimmed">
          {t("stories.intro")}
        </Text>
      </div>
      <StoryRuleFields rule={stories ?? null} inherit={t("stories.workspace")} change={set} />
    </Stack>
  );
}
