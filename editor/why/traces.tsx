import "./words.ts";
import { Button, NumberInput, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";

const most = 90;

/** How long it can be told exactly which way an item took. */
export function Traces() {
  const query = useReply("readTraceRule", {});
  return (
    <Answer query={query} lines={2} height={60}>
      {() => <Form stored={query.data!} />}
    </Answer>
  );
}

function Form({ stored }: { stored: Reply<"readTraceRule"> }) {
  const { t, number } = useWords();
  const [days, setDays] = useState<number | string>(stored.days);
  const save = useChange("saveTraceRule", {
    stale: ["readTraceRule"],
    done: () => announce.done(t("traces.saved")),
  });
  const fits = typeof days === "number" && Number.isInteger(days) && days >= 0 && days <= most;
  return (
    <Stack gap={12} maw={560} align="start" mt={36}>
      <Title order={2} size="h4">
        {t("traces.title")}
      </Title>
      <Text size="sm" c="dimmed">
        {t("traces.intro")} {stored.bytes !== null && t("traces.bytes", { bytes: number(Math.ceil(stored.bytes)) })}
      </Text>
      <NumberInput
        label={t("traces.days")}
        description={t("traces.help")}
        min={0}
        max={most}
        allowDecimal={false}
        value={days}
        onChange={setDays}
        w={320}
        maw="100%"
      />
      <Button
        disabled={!fits || days === stored.days}
        loading={save.isPending}
        onClick={() => fits && save.mutate({ body: { days } })}
      >
        {t("action.save")}
      </Button>
    </Stack>
  );
}
