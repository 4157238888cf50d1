import { ActionIcon, Button, NumberInput, Popover, Select, Stack, Switch, TextInput, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { FilterName } from "#engine/template-names.ts";
import { fieldName } from "#engine/template-names.ts";
import { useWords } from "../../language.tsx";
import { languageChoices } from "../../ui/languages.ts";
import { stepsFor, type Step, type Token, withStep } from "./pieces.ts";

const lengths = { truncate: "120", words: "20" } as const;
const letters = ["upcase", "downcase", "capitalize"] as const;
type Length = keyof typeof lengths;

/** What a written value may hold: the signs that end a field or a filter would break it. */
const plain = (value: string): string => value.replace(/[|{}\n]/gu, "").slice(0, 80);

/** What is to be made of an inserted field, in words; it stands where its token does. */
export function TokenMenu({
  token,
  at,
  change,
  remove,
  close,
}: {
  token: Token;
  at: { left: number; top: number };
  change: (steps: Step[]) => void;
  remove: () => void;
  close: () => void;
}) {
  const { t, language } = useWords();
  const { field, steps } = token;
  const may = stepsFor(field);
  const valueOf = (filter: FilterName): string | null | undefined =>
    steps.find((step) => step.filter === filter)?.value;
  const has = (filter: FilterName): boolean => steps.some((step) => step.filter === filter);
  const set = (filter: FilterName, value: string | null | undefined) => change(withStep(steps, filter, value));
  /** One of several that exclude each other. */
  const only = (among: readonly FilterName[], filter: FilterName | null, value: string | null) => {
    const others = steps.filter((step) => step.filter === filter || !among.includes(step.filter));
    change(filter === null ? others : withStep(others, filter, value));
  };
  const length = (["truncate", "words"] as const).find(has) ?? null;
  const letter = letters.find(has) ?? null;
  const hashed = has("hashtags");
  const name = fieldName(field, language);
  const most = (filter: FilterName) => (
    <NumberInput
      label={t("writing.most")}
      min={1}
      max={99_999}
      allowDecimal={false}
      allowNegative={false}
      value={Number(valueOf(filter))}
      onChange={(next) => typeof next === "number" && next >= 1 && set(filter, String(Math.trunc(next)))}
    />
  );
  return (
    <Popover
      opened
      onChange={(opened) => !opened && close()}
      width={260}
      position="bottom-start"
      trapFocus
      returnFocus={false}
      withinPortal
    >
      <Popover.Target>
        <span style={{ position: "absolute", ...at, width: 1, height: 22 }} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t("writing.token", { name })}>
        <Stack gap={12}>
          {may.includes("hashtags") && (
            <Switch
              label={t("writing.hashed")}
              checked={hashed}
              onChange={(event) => set("hashtags", event.currentTarget.checked ? "3" : undefined)}
            />
          )}
          {hashed && most("hashtags")}
          {may.includes("date") && (
            <Select
              label={t("writing.dateIn")}
              allowDeselect={false}
              data={[{ value: "", label: t("writing.dateRaw") }, ...languageChoices(language, valueOf("date") ?? "")]}
              value={valueOf("date") ?? ""}
              onChange={(next) => set("date", next === null || next === "" ? undefined : next)}
              comboboxProps={{ withinPortal: false }}
            />
          )}
          {may.includes("truncate") && !hashed && (
            <Select
              label={t("writing.length")}
              allowDeselect={false}
              data={[
                { value: "", label: t("writing.lengthWhole") },
                { value: "truncate", label: t("writing.lengthSigns") },
                { value: "words", label: t("writing.lengthWords") },
              ]}
              value={length ?? ""}
              onChange={(next) =>
                only(
                  ["truncate", "words"],
                  next === "" ? null : (next as Length),
                  next ? lengths[next as Length] : null,
                )
              }
              comboboxProps={{ withinPortal: false }}
            />
          )}
          {length !== null && !hashed && most(length)}
          {may.includes("upcase") && !hashed && (
            <Select
              label={t("writing.letters")}
              allowDeselect={false}
              data={[
                { value: "", label: t("writing.lettersPlain") },
                { value: "upcase", label: t("writing.lettersUp") },
                { value: "downcase", label: t("writing.lettersDown") },
                { value: "capitalize", label: t("writing.lettersFirst") },
              ]}
              value={letter ?? ""}
              onChange={(next) => only(letters, next === "" ? null : (next as (typeof letters)[number]), null)}
              comboboxProps={{ withinPortal: false }}
            />
          )}
          {may.includes("default") && (
            <TextInput
              label={t("writing.otherwise")}
              placeholder={t("writing.otherwiseHint")}
              value={valueOf("default") ?? ""}
              onChange={(event) => {
                const value = plain(event.currentTarget.value);
                set("default", value === "" ? undefined : value);
              }}
            />
          )}
          <Button.Group>
            <Button variant="default" size="compact-md" flex={1} onClick={close}>
              {t("action.close")}
            </Button>
            <Tooltip label={t("writing.remove")}>
              <ActionIcon size={30} variant="default" color="brick" aria-label={t("writing.remove")} onClick={remove}>
                <IconTrash size={15} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          </Button.Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
