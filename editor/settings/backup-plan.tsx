import { Button, Group, NumberInput, Select } from "@mantine/core";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import classes from "./settings.module.css";

const usual = [6, 12, 24, 168];

/** How often one is made by itself, and how many of them stay. */
export function BackupPlan({ plan }: { plan: Reply<"listBackups">["plan"] }) {
  const { t, exact } = useWords();
  const [hours, setHours] = useState(plan.hours);
  const [keep, setKeep] = useState(plan.keep);
  const save = useChange("saveBackupPlan", {
    stale: ["listBackups", "health"],
    done: () => announce.done(t("backups.saved")),
  });
  const choices = [...new Set([...usual, ...(plan.hours === null ? [] : [plan.hours])])].toSorted((a, b) => a - b);
  const same = hours === plan.hours && keep === plan.keep;
  return (
    <section className={classes.part}>
      <h2>{t("backups.plan")}</h2>
      <p>{plan.next === null ? t("backups.noNext") : t("backups.next", { time: exact(plan.next) })}</p>
      <Group align="flex-start" gap={16}>
        <Select
          label={t("backups.rhythm")}
          allowDeselect={false}
          data={[
            { value: "never", label: t("backups.never") },
            ...choices.map((each) => ({ value: String(each), label: t("backups.everyHours", { hours: each }) })),
          ]}
          value={hours === null ? "never" : String(hours)}
          onChange={(value) => setHours(value === null || value === "never" ? null : Number(value))}
        />
        <NumberInput
          label={t("backups.keep")}
          description={t("backups.keepHelp")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          min={1}
          max={1000}
          allowDecimal={false}
          clampBehavior="strict"
          value={keep}
          disabled={hours === null}
          onChange={(value) => typeof value === "number" && value >= 1 && setKeep(value)}
        />
        <Button mt={26} disabled={same} loading={save.isPending} onClick={() => save.mutate({ body: { hours, keep } })}>
          {t("action.save")}
        </Button>
      </Group>
    </section>
  );
}
