import "../actions/words.ts";
import { ActionIcon, Button, Group, Select, Stack, Tooltip } from "@mantine/core";
import { IconBoxAlignTopLeft } from "@tabler/icons-react";
import type { MapNode } from "#engine/map.ts";
import { groupOf, putInto } from "../../drawing/marks.ts";
import { useWords } from "../../language.tsx";
import type { Action } from "../actions/action.ts";
import { useDesk } from "../actions/desk.ts";
import { arrangeActions, handActions } from "../actions/hand.ts";
import { iconOf } from "../actions/icons.ts";
import { groupSteps } from "../state/marking.ts";
import { useCanvas, useDocument } from "../state/store.ts";
import classes from "./inspector.module.css";
import { SwitchButton } from "./switch-button.tsx";

const group = handActions.filter(({ id }) => id === "group");

/** What can be done with several steps at once. */
export function Arrange({ text, nodes }: { text: string; nodes: readonly MapNode[] }) {
  const { t } = useWords();
  const desk = useDesk();
  const tool = (action: Action) => {
    const Glyph = iconOf(action);
    const label = t(`do.${action.id}`);
    return (
      <Tooltip key={action.id} label={label}>
        <ActionIcon
          variant="default"
          size={34}
          aria-label={label}
          disabled={action.can?.(desk) === false}
          onClick={() => void action.run(desk, "")}
        >
          <Glyph size={18} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    );
  };
  return (
    <Stack gap={16} p={20}>
      <p className={classes.help}>{text}</p>
      <Group gap={4}>{arrangeActions.map(tool)}</Group>
      <Group gap={8}>
        {group.map((action) => (
          <Button
            key={action.id}
            variant="default"
            leftSection={<IconBoxAlignTopLeft size={16} stroke={1.7} />}
            onClick={() => void action.run(desk, "")}
          >
            {t(`do.${action.id}`)}
          </Button>
        ))}
        <SwitchButton nodes={nodes} />
      </Group>
    </Stack>
  );
}

/** Which group a step is in, and a way into another one. */
export function GroupField({ node }: { node: MapNode }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const document = useDocument();
  const { groups = [] } = document;
  const own = groupOf(document, node.id)?.id ?? "";
  const choose = (value: string | null) => {
    if (value === null || value === own) return;
    if (value === "+") groupSteps(canvas, new Set([node.id]));
    else canvas.edit(putInto(new Set([node.id]), value || null));
  };
  return (
    <Select
      label={t("mark.in")}
      allowDeselect={false}
      data={[
        { value: "", label: t("mark.none") },
        ...groups.map(({ id, title }) => ({ value: id, label: title || t("mark.untitled") })),
        { value: "+", label: t("mark.new") },
      ]}
      value={own}
      onChange={choose}
    />
  );
}
