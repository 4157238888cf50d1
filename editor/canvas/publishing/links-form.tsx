import { Select, Stack, Text } from "@mantine/core";
import { useWords } from "../../language.tsx";
import { useCanvas, useDocument } from "../state/store.ts";

/** Whether the map's posts carry short links: as the workspace says, or as this map does. */
export function LinksForm() {
  const { t } = useWords();
  const canvas = useCanvas();
  const { links } = useDocument();
  const set = (short: boolean | null) =>
    canvas.edit((document) => {
      const { links: _, ...rest } = document;
      return short === null ? rest : { ...rest, links: { short } };
    }, "links");
  return (
    <Stack gap={12}>
      <div>
        <Text fw={640} fz={15}>
          {t("links.title")}
        </Text>
        <Text size="sm" c="dimmed">
          {t("links.intro")}
        </Text>
      </div>
      <Select
        label={t("links.ofMap")}
        allowDeselect={false}
        data={[
          { value: "", label: t("links.workspace") },
          { value: "short", label: t("links.yes") },
          { value: "plain", label: t("links.no") },
        ]}
        value={links === undefined ? "" : links.short ? "short" : "plain"}
        onChange={(value) => set(value === "" ? null : value === "short")}
      />
    </Stack>
  );
}
