import { SegmentedControl } from "@mantine/core";
import { IconLayoutGrid, IconList } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";

/** Cards or a list; it is remembered for this person, on every device. */
export function ViewSwitch({ view }: { view: "grid" | "list" }) {
  const { t } = useWords();
  const client = useQueryClient();
  const change = useChange("changeMe", { done: (reply) => client.setQueryData(["me", {}], reply) });
  const shown = change.isPending ? (change.variables.body.mapsAs ?? view) : view;
  return (
    <SegmentedControl
      aria-label={t("shelf.view")}
      value={shown}
      onChange={(next) => change.mutate({ body: { mapsAs: next === "list" ? "list" : "grid" } })}
      data={[
        {
          value: "grid",
          label: <IconLayoutGrid size={17} stroke={1.8} display="block" role="img" aria-label={t("shelf.grid")} />,
        },
        {
          value: "list",
          label: <IconList size={17} stroke={1.8} display="block" role="img" aria-label={t("shelf.list")} />,
        },
      ]}
    />
  );
}
