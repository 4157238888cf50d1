import { ActionIcon } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { lazy } from "../../ui/lazy.ts";
import { useWords } from "../../language.tsx";
import { FirstPress } from "../../ui/first-press.tsx";

const NameItems = lazy(async () => ({ default: (await import("./name-items.tsx")).NameItems }));

/** What can be done with the map as a whole, beside its name. */
export function NameMenu({ run }: { /** Where the bar has no room for it. */ run: (() => void) | null }) {
  const { t } = useWords();
  return (
    <FirstPress
      button={(press) => (
        <ActionIcon aria-label={t("bar.more")} aria-haspopup="menu" aria-expanded={false} onClick={press}>
          <IconChevronDown size={16} stroke={1.8} />
        </ActionIcon>
      )}
    >
      <NameItems run={run} />
    </FirstPress>
  );
}
