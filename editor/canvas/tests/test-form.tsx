import { Button, Checkbox, SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Case } from "#engine/cases.ts";
import { changeCase, nameOf } from "../../drawing/cases.ts";
import { AccountPicker } from "../../form/account-picker.tsx";
import { useWords } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { useCanvas, useDocument } from "../state/store.ts";
import classes from "./tests.module.css";
import { useNames } from "./use-names.ts";

const without = <Field extends "text" | "account">(one: Case, field: Field): Case => {
  const { [field]: _gone, ...rest } = one;
  return rest as Case;
};

/** What a test asks, field by field; each change is one of the map's own and can be undone. */
export function TestForm({ one, done }: { one: Case; done: () => void }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const { nodes } = useDocument();
  const { stepOf } = useNames();
  const [name, write] = useState(one.name);
  const { id, to, goes, account, text } = one;
  const edit = (next: (before: Case) => Case, typed: string | null = null) =>
    canvas.edit(changeCase(id, next), typed && `test ${id} ${typed}`);
  const kindOf = (step: string) => manifests.get(nodes.find((node) => node.id === step)?.type ?? "")?.kind;
  const steps = nodes.filter((node) => kindOf(node.id) !== "source").map((node) => node.id);
  const target = kindOf(to) === "target";
  const title = typeof one.item["title"] === "string" ? one.item["title"] : "";
  return (
    <div className={classes.form}>
      <TextInput
        label={t("tests.name")}
        value={name}
        maxLength={200}
        onChange={({ currentTarget: { value } }) => {
          write(value);
          const called = nameOf(value);
          if (called !== "") edit((before) => ({ ...before, name: called }), "name");
        }}
        onBlur={() => write(one.name)}
      />
      <div className={classes.item}>
        <span>{t("tests.item")}</span>
        <p dir="auto">{title}</p>
      </div>
      <div className={classes.must}>
        <span id={`must-${id}`}>{t("tests.must")}</span>
        <SegmentedControl
          aria-labelledby={`must-${id}`}
          value={goes ? "goes" : "not"}
          onChange={(value) =>
            edit((before) =>
              value === "goes" ? { ...before, goes: true } : { ...without(before, "text"), goes: false },
            )
          }
          data={[
            { value: "goes", label: t("tests.arrive") },
            { value: "not", label: t("tests.stay") },
          ]}
        />
      </div>
      <Select
        label={t("tests.step")}
        allowDeselect={false}
        searchable
        value={to}
        data={[...new Set([...steps, to])].map((value) => ({ value, label: stepOf(value) }))}
        onChange={(value) => value !== null && edit((before) => ({ ...without(before, "account"), to: value }))}
      />
      {target && (
        <AccountPicker
          value={account ?? ""}
          optional
          change={(ref) => edit((before) => (ref === "" ? without(before, "account") : { ...before, account: ref }))}
          frame={{ label: t("tests.for"), description: null, error: null }}
        />
      )}
      {goes && (
        <div className={classes.wide}>
          <Checkbox
            label={t("tests.words")}
            checked={text !== undefined}
            onChange={({ currentTarget: { checked } }) =>
              edit((before) => (checked ? { ...before, text: "" } : without(before, "text")))
            }
          />
          {text !== undefined && (
            <Textarea
              mt={8}
              aria-label={t("tests.words")}
              value={text}
              maxLength={20_000}
              autosize
              minRows={2}
              maxRows={6}
              onChange={({ currentTarget: { value } }) => edit((before) => ({ ...before, text: value }), "text")}
            />
          )}
        </div>
      )}
      <Button className={classes.done!} variant="default" size="compact-md" onClick={done}>
        {t("tests.done")}
      </Button>
    </div>
  );
}
