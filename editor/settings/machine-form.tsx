import { Button, Group, NumberInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Body, Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { SecretField } from "../form/secret-field.tsx";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";

type Stored = Reply<"readMachine">["settings"];
type Given = Body<"saveMachine">;

const empty: Given = {
  address: "",
  model: "",
  secret: null,
  callsPerDay: 200,
  perMonth: 10,
  priceIn: 0,
  priceOut: 0,
};

/** Where the AI is and what it may cost. Its key goes to the vault, and is never shown again. */
export function MachineForm({ stored, close }: { stored: Stored; close: () => void }) {
  const { t } = useWords();
  const [given, setGiven] = useState<Given>(stored ?? empty);
  const save = useChange("saveMachine", {
    stale: ["readMachine"],
    done: () => {
      announce.done(t("machine.saved"));
      close();
    },
  });
  const set = (part: Partial<Given>) => setGiven((before) => ({ ...before, ...part }));
  const field = (name: "address" | "model", placeholder: string) => (
    <TextInput
      label={t(`machine.${name}`)}
      description={t(`machine.${name}Help`)}
      placeholder={placeholder}
      required
      withAsterisk={false}
      spellCheck={false}
      autoComplete="off"
      value={given[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ body: given });
      }}
    >
      <Stack gap={16} maw={620} mt={24}>
        {field("address", "https://…/v1")}
        {field("model", "")}
        <SecretField
          name="secret"
          owner="ai"
          generate={false}
          frame={{ label: t("machine.key"), description: t("machine.keyHelp"), error: null }}
          value={given.secret === null ? null : { secret: given.secret }}
          change={(ref) => set({ secret: ref?.secret ?? null })}
        />
        <Group grow align="end">
          <NumberInput
            label={t("machine.callsPerDay")}
            min={1}
            max={100_000}
            allowDecimal={false}
            clampBehavior="blur"
            value={given.callsPerDay}
            onChange={(next) => typeof next === "number" && next >= 1 && set({ callsPerDay: next })}
          />
          <NumberInput
            label={t("machine.perMonth")}
            placeholder={t("machine.noLimit")}
            prefix="$"
            min={0}
            max={1_000_000}
            clampBehavior="blur"
            value={given.perMonth ?? ""}
            onChange={(next) => set({ perMonth: typeof next === "number" ? next : null })}
          />
        </Group>
        <Group grow align="end">
          {(["priceIn", "priceOut"] as const).map((name) => (
            <NumberInput
              key={name}
              label={t(`machine.${name}`)}
              prefix="$"
              min={0}
              max={100_000}
              step={0.1}
              decimalScale={4}
              clampBehavior="blur"
              value={given[name]}
              onChange={(next) => typeof next === "number" && set({ [name]: next })}
            />
          ))}
        </Group>
        <p className="muted">{t("machine.perMonthHelp")}</p>
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t("action.save")}
          </Button>
          <Button variant="default" onClick={close}>
            {t("action.cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
