import { ActionIcon, CopyButton, Group, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import classes from "./copied.module.css";

/** Something to be pasted elsewhere, with its label and a button that copies it. */
export function Copied({ label, value, lines = false }: { label: string; value: string; lines?: boolean }) {
  const { t } = useWords();
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap={8}>
        <span className={classes.label}>{label}</span>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Tooltip label={t(copied ? "action.copied" : "action.copy")}>
              <ActionIcon aria-label={`${t("action.copy")} · ${label}`} onClick={copy}>
                {copied ? <IconCheck size={16} stroke={1.8} /> : <IconCopy size={16} stroke={1.7} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
      <code className={classes.code} data-lines={lines || undefined}>
        {value}
      </code>
    </div>
  );
}
