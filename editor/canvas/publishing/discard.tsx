import { Button, Group, Popover, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useWords } from "../../language.tsx";
import { useRestore } from "./restoring.ts";

/** Gives up what is drawn for what is live, once that was confirmed; the history has it for as long as the window is open. */
export function Discard({ live, done, asked = false }: { live: number; done: () => void; asked?: boolean }) {
  const { t } = useWords();
  const [opened, { toggle, close }] = useDisclosure(asked);
  const { restore, pending } = useRestore(done);
  return (
    <Popover opened={opened} onChange={close} width={300} trapFocus position="top-start" withinPortal>
      <Popover.Target>
        <Button variant="subtle" color="ink" onClick={toggle} aria-expanded={opened}>
          {t("versions.discard")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("versions.discard")}>
        <Text size="sm">{t("versions.discardAsk", { number: live })}</Text>
        <Group justify="flex-end" gap={8} mt={12}>
          <Button variant="default" size="compact-md" onClick={close}>
            {t("action.cancel")}
          </Button>
          <Button
            size="compact-md"
            loading={pending}
            onClick={() => void restore(live, t("versions.discarded", { number: live }))}
          >
            {t("versions.discard")}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
