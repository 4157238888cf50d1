import "./words.ts";
import { MultiSelect, Select, Switch, TextInput } from "@mantine/core";
import { useWords } from "../language.tsx";
import { Blank } from "./blank.tsx";
import { AmountField } from "./amount-field.tsx";
import { AccountPicker } from "./account-picker.tsx";
import { Choices } from "./choices.tsx";
import { DayField } from "./day-field.tsx";
import { EditorPicker } from "./editor-picker.tsx";
import type { Field } from "./field.ts";
import { FollowedPicker, TeamPicker } from "./group-picker.tsx";
import { languageChoices } from "../ui/languages.ts";
import { networkChoices } from "./network-choices.ts";
import { PasswordField } from "./password-field.tsx";
import { LineField, LinesField } from "./plain-field.tsx";
import { Rows } from "./rows.tsx";
import { LateWriting } from "./writing/late-writing.tsx";
import { untried, type Trial } from "./writing/sample.ts";
import { SecretField } from "./secret-field.tsx";
import { Topics } from "./topics.tsx";
import { type Beside, unitOf } from "./unit.ts";
import { WordsField } from "./words-field.tsx";

export type ControlProps = {
  field: Field;
  value: unknown;
  change: (value: unknown) => void;
  /** Sentences about this field; the first is shown in red below it. */
  error: string | null;
  /** What is still to be filled in, said quietly: nothing is wrong. */
  blank?: string | null;
  /** Whose form it is (a node type): what a new secret is called after. */
  owner?: string;
  /** What templates are tried on; absent: an item that nobody wrote. */
  trial?: Trial | undefined;
  /** Another setting of the same form: the unit of a duration, the zone of a day. */
  beside?: Beside;
};

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

/** More known values than this are searched in a list, not laid out as chips. */
const mostChips = 12;

/** Of a list that says nothing of it. */
const [mostWords, longestWord] = [1_000, 100];

/** Of a template whose step says nothing of its length. */
const longestText = 20_000;

const zones = Intl.supportedValuesOf("timeZone");

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Draws one field by its control. */
export function Control({ field, value, change, error, blank = null, owner, trial, beside }: ControlProps) {
  const { t, text, language } = useWords();
  const { meta } = field;
  const help = meta.help ? text(meta.help) : undefined;
  const frame = {
    label: meta.label ? text(meta.label) : field.name,
    description: blank === null ? help : <Blank help={help} says={blank} />,
    error,
    "data-field": field.name,
  };
  const placeholder = meta.placeholder ? { placeholder: text(meta.placeholder) } : {};
  const written = typeof value === "string" ? value : "";
  const limit = field.length === null ? {} : { maxLength: field.length };
  const word = (option: string): string => (meta.options?.[option] ? text(meta.options[option]) : option);
  const list = { name: field.name, value: strings(value), change, frame };
  switch (field.control) {
    case "topics":
      return <Topics value={value} change={change} frame={frame} />;
    case "choices": {
      const options = field.values.map((option) => ({ value: option, label: word(option) }));
      if (options.length <= mostChips) return <Choices {...list} options={options} />;
      return (
        <MultiSelect
          {...frame}
          placeholder={list.value.length === 0 ? (placeholder.placeholder ?? "") : ""}
          searchable
          hidePickedOptions
          nothingFoundMessage={t("field.nothingFound")}
          data={options.toSorted((a, b) => a.label.localeCompare(b.label))}
          value={list.value}
          onChange={change}
        />
      );
    }
    case "editors":
      return <EditorPicker {...list} />;
    case "followed":
      return <FollowedPicker {...list} />;
    case "teams":
      return <TeamPicker {...list} />;
    case "networks":
      return <Choices {...list} options={networkChoices(list.value)} />;
    case "network":
      return (
        <Select
          {...frame}
          allowDeselect={false}
          data={[{ value: "", label: t("field.networkAll") }, ...networkChoices(written === "" ? [] : [written])]}
          value={written}
          onChange={(next) => next !== null && change(next)}
        />
      );
    case "language":
      return (
        <Select
          {...frame}
          searchable
          allowDeselect={false}
          data={[{ value: "", label: t("field.languageAll") }, ...languageChoices(language, written)]}
          value={written}
          onChange={(next) => next !== null && change(next)}
        />
      );
    case "rows":
      return (
        <Rows
          field={field}
          value={value}
          change={change}
          frame={frame}
          draw={(own, one, put, key) => (
            <Control key={key} field={own} value={one} change={put} error={null} trial={trial} />
          )}
        />
      );
    case "account":
      return (
        <AccountPicker
          value={written}
          change={change}
          frame={frame}
          network={meta.network ?? null}
          kind={meta.kind ?? null}
          optional={meta.optional === true}
        />
      );
    case "template":
      return (
        <LateWriting
          name={field.name}
          value={written}
          change={change}
          frame={{ ...frame, ...placeholder }}
          limit={field.length ?? longestText}
          trial={trial ?? untried}
        />
      );
    case "textarea":
      return <LinesField {...frame} {...placeholder} {...limit} value={written} change={change} />;
    case "switch":
      return (
        <Switch
          label={frame.label}
          description={frame.description}
          error={error}
          data-field={field.name}
          checked={value === true}
          onChange={(event) => change(event.currentTarget.checked)}
        />
      );
    case "number":
    case "duration":
      return (
        <AmountField
          field={field}
          value={typeof value === "number" ? value : null}
          change={change}
          frame={{ ...frame, ...placeholder }}
          unit={unitOf(field, beside)}
        />
      );
    case "select":
      return (
        <Select
          {...frame}
          {...placeholder}
          allowDeselect={false}
          data={field.values.map((option) => ({ value: option, label: word(option) }))}
          value={written}
          onChange={(next) => next !== null && change(next)}
        />
      );
    case "time":
      return (
        <TextInput
          {...frame}
          type="time"
          value={written}
          onChange={(event) => event.currentTarget.value !== "" && change(event.currentTarget.value)}
        />
      );
    case "date": {
      const zone = beside?.("zone")?.value;
      return (
        <DayField
          name={field.name}
          value={written}
          change={change}
          frame={frame}
          zone={typeof zone === "string" && zone !== "" ? zone : here}
        />
      );
    }
    case "zone":
      return (
        <Select
          {...frame}
          searchable
          allowDeselect={false}
          limit={50}
          data={[...new Set([...zones, ...(written === "" ? [] : [written])])]}
          value={written}
          onChange={(next) => next !== null && change(next)}
        />
      );
    case "tags":
      return (
        <WordsField
          {...list}
          placeholder={placeholder.placeholder ?? t("field.tags")}
          most={field.most ?? mostWords}
          each={field.length ?? longestWord}
        />
      );
    case "id":
      return null;
    case "secret":
      return (
        <SecretField
          value={value}
          change={change}
          frame={frame}
          name={field.name}
          owner={owner ?? field.name}
          generate={meta.generate !== undefined}
        />
      );
    case "password":
      return (
        <PasswordField
          value={written}
          change={change}
          frame={{ ...frame, ...placeholder }}
          name={field.name}
          limit={field.length}
          generate={meta.generate !== undefined}
        />
      );
    case "url":
    case "text":
      return (
        <LineField
          {...frame}
          {...placeholder}
          {...limit}
          type={field.control === "url" ? "url" : "text"}
          spellCheck={field.control === "text"}
          value={written}
          change={change}
        />
      );
  }
}
