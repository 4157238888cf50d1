import { Group, NumberInput, Select } from "@mantine/core";
import { type StoryRule, storyWays, usualStoryRule } from "#engine/story.ts";
import { useWords } from "../language.tsx";

/** The rule's two settings; `inherit`: what stands for no rule of its own, where that can be. */
export function StoryRuleFields({
  rule,
  inherit,
  change,
}: {
  rule: StoryRule | null;
  inherit?: string;
  change: (rule: StoryRule | null) => void;
}) {
  const { t } = useWords();
  const ways = storyWays.map((way) => ({ value: way as string, label: t(`stories.${way}`) }));
  return (
    <Group align="end" gap={16}>
      <Select
        label={t("stories.by")}
        allowDeselect={false}
        data={inherit === undefined ? ways : [{ value: "", label: inherit }, ...ways]}
        value={rule?.by ?? ""}
        onChange={(value) => {
          const by = storyWays.find((way) => way === value);
          change(by === undefined ? null : { by, days: rule?.days ?? usualStoryRule.days });
        }}
        style={{ flex: 1, minWidth: 330 }}
      />
      {rule !== null && rule.by !== "off" && (
        <NumberInput
          label={t("stories.days")}
          min={1}
          max={90}
          clampBehavior="blur"
          allowDecimal={false}
          value={rule.days}
          onChange={(days) => typeof days === "number" && days >= 1 && days <= 90 && change({ ...rule, days })}
          w={120}
        />
      )}
    </Group>
  );
}
