import { NumberInput, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import type { MapDocument } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { changeMap } from "../../drawing/draft.ts";
import { useCanvas, useDocument } from "../state/store.ts";

type Limits = MapDocument["limits"];

const bounds = { burst: [1, 100_000], perRun: [1, 1_000_000], hours: [1, 720], spread: [0, 1440] } as const;

/** The map's own protections against floods and accidents. */
export function LimitsForm() {
  const { t } = useWords();
  const canvas = useCanvas();
  const { limits } = useDocument();
  const set = (part: Partial<Limits>) =>
    canvas.edit(changeMap({ limits: { ...limits, ...part } }), `limits ${Object.keys(part).join()}`);
  const number = (name: keyof typeof bounds) => {
    const [min, max] = bounds[name];
    return (
      <NumberInput
        label={t(`limits.${name}`)}
        min={min}
        max={max}
        clampBehavior="blur"
        allowDecimal={false}
        value={limits[name]}
        onChange={(value) => typeof value === "number" && value >= min && value <= max && set({ [name]: value })}
        styles={{ root: { display: "flex", flexDirection: "column", justifyContent: "space-between" } }}
      />
    );
  };
  return (
    <Stack gap={12}>
      <div>
        <Text fw={640} fz={15}>
          {t("limits.title")}
        </Text>
        <Text size="sm" c="dimmed">
          {t("limits.intro")}
        </Text>
      </div>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={16}>
        {number("burst")}
        <NumberInput
          label={t("limits.newShare")}
          min={0}
          max={100}
          clampBehavior="blur"
          allowDecimal={false}
          value={Math.round(limits.newShare * 100)}
          onChange={(value) =>
            typeof value === "number" && value >= 0 && value <= 100 && set({ newShare: value / 100 })
          }
          styles={{ root: { display: "flex", flexDirection: "column", justifyContent: "space-between" } }}
        />
        {number("perRun")}
        {number("hours")}
        {number("spread")}
      </SimpleGrid>
      <Switch
        label={t("limits.resend")}
        checked={limits.resend}
        onChange={(event) => set({ resend: event.currentTarget.checked })}
      />
    </Stack>
  );
}
