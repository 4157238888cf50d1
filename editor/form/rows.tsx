import "./words.ts";
import { ActionIcon, Button, Input, Stack } from "@mantine/core";
import { IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { freshId } from "../drawing/draft.ts";
import { useWords } from "../language.tsx";
import type { Field } from "./field.ts";
import classes from "./form.module.css";

type Row = Record<string, unknown>;
type Frame = { label: string; description: ReactNode; error: string | null };
type Props = {
  field: Field;
  value: unknown;
  change: (rows: Row[]) => void;
  frame: Frame;
  /** Draws one field of one row. */
  draw: (field: Field, value: unknown, change: (value: unknown) => void, key: string) => ReactNode;
};

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);

/** A list of small forms, in an order that counts. */
export function Rows({ field, value, change, frame, draw }: Props) {
  const { t, text } = useWords();
  const rows = Array.isArray(value) ? value.filter(isRow) : [];
  const id = field.row.find(({ control }) => control === "id")?.name;
  const [only, ...others] = field.row.filter(({ control }) => control !== "id");
  const put = (at: number, name: string, next: unknown) =>
    change(rows.map((row, index) => (index === at ? { ...row, [name]: next ?? "" } : row)));
  const up = (at: number) => change([...rows.slice(0, at - 1), rows[at]!, rows[at - 1]!, ...rows.slice(at + 1)]);
  const ids = new Set(rows.map((row) => String(row[id ?? ""])));
  const add = () => {
    const row = Object.fromEntries(field.row.map(({ name, initial }) => [name, initial ?? ""]));
    change([...rows, id === undefined ? row : { ...row, [id]: freshId(ids, "way") }]);
  };
  const isShown = ({ meta: { when } }: Field, row: Row): boolean =>
    when === undefined ||
    when.is.includes(String(row[when.field] ?? field.row.find(({ name }) => name === when.field)?.initial));
  const named = (own: Field, index: number): Field => {
    if (own !== only) return own;
    const name = own.meta.label ?? { en: own.name, fr: own.name };
    const label = t("rows.one", { label: text(name), number: index + 1 });
    return { ...own, meta: { ...own.meta, label: { en: label, fr: label } } };
  };
  return (
    <Input.Wrapper {...frame} data-field={field.name} labelElement="div">
      <Stack gap={8} mt={4} role="group" aria-label={frame.label}>
        {rows.map((row, index) => (
          // The rows have no names of their own: their places are what tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={classes.row}>
            {only &&
              draw(
                named(only, index),
                row[only.name] ?? only.initial,
                (next) => put(index, only.name, next),
                only.name,
              )}
            {others.length > 0 && (
              <div className={classes.rowRest}>
                {others
                  .filter((own) => isShown(own, row))
                  .map((own) =>
                    draw(own, row[own.name] ?? own.initial, (next) => put(index, own.name, next), own.name),
                  )}
              </div>
            )}
            <div className={classes.rowTools}>
              {index > 0 && (
                <ActionIcon
                  size={28}
                  color="ink"
                  aria-label={t("rows.up", { number: index + 1 })}
                  onClick={() => up(index)}
                >
                  <IconArrowUp size={15} stroke={1.7} />
                </ActionIcon>
              )}
              <ActionIcon
                size={28}
                color="brick"
                aria-label={t("rows.remove", { number: index + 1 })}
                onClick={() => change(rows.filter((_row, other) => other !== index))}
              >
                <IconTrash size={15} stroke={1.7} />
              </ActionIcon>
            </div>
          </div>
        ))}
        {rows.length < (field.most ?? Infinity) && (
          <Button variant="default" size="compact-md" leftSection={<IconPlus size={15} />} onClick={add}>
            {text(field.meta.row ?? { en: "Add", fr: "Ajouter" })}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
