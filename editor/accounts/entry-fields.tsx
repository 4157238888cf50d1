import { Anchor, Stack, Text } from "@mantine/core";
import { useMemo } from "react";
import { fieldsOfEntry } from "../form/field.ts";
import { Control } from "../form/control.tsx";
import { useWords } from "../language.tsx";
import { useCard } from "../networks.ts";
import type { Failed } from "./entry.ts";

type Props = {
  network: string;
  connection: string;
  /** Where people make or find what they enter. */
  page: string | null;
  values: Record<string, string>;
  change: (values: Record<string, string>) => void;
  failed: Failed | null;
};

/** What somebody enters to connect, drawn from the network's card, which is loaded for it. */
export function EntryFields({ network, connection, page, values, change, failed }: Props) {
  const { t, text } = useWords();
  const card = useCard(network, true)?.connections[connection];
  const fields = useMemo(() => (card?.way === "fields" ? fieldsOfEntry(card.fields) : []), [card]);
  if (card === undefined) return null;
  const general = failed !== null && !fields.some(({ name }) => name === failed.field);
  return (
    <>
      <Text mt={16} mb={12}>
        {text(card.help)}{" "}
        {page !== null && (
          <Anchor href={page} target="_blank" rel="noreferrer">
            {t("connect.page")}
          </Anchor>
        )}
      </Text>
      <Stack gap={12}>
        {fields.map((field) => (
          <Control
            key={field.name}
            field={field}
            value={values[field.name] ?? ""}
            change={(value) => change({ ...values, [field.name]: typeof value === "string" ? value : "" })}
            error={failed?.field === field.name ? text(failed.text) : null}
          />
        ))}
      </Stack>
      {general && (
        <Text c="brick" mt={12} role="alert">
          {text(failed.text)}
        </Text>
      )}
    </>
  );
}
