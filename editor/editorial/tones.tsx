import { Button, Checkbox, NumberInput, Select, Stack, TagsInput, Textarea } from "@mantine/core";
import { useMemo, useState } from "react";
import { noTone, type ToneRules, toneFor, toneOf } from "#engine/tone.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { cards } from "../networks.ts";
import { OwnShare } from "./own-share.tsx";
import { type Line, useLineChange } from "./use-line.ts";
import classes from "./editorial.module.css";

const everywhere = { network: "", notes: "", rules: noTone };
const ruleOf = (line: Line, network: string) =>
  line.tones.find((tone) => tone.network === network) ?? { ...everywhere, network };

/** How the workspace speaks, on all networks and on each, tried at once on a text; and how much of it is its own. */
export function Tones({ line }: { line: Line }) {
  const { t } = useWords();
  const [network, setNetwork] = useState("");
  const networks = [...cards.values()].filter(({ kinds }) => kinds.person !== undefined || kinds.page !== undefined);
  return (
    <>
      <p className={classes.text}>{t("editorial.toneText")}</p>
      <Select
        className={classes.pick!}
        mb={20}
        label={t("editorial.network")}
        allowDeselect={false}
        data={[
          { value: "", label: t("editorial.everywhere") },
          ...networks.map(({ name, title }) => ({
            value: name,
            label: title,
          })),
        ]}
        value={network}
        onChange={(next) => setNetwork(next ?? "")}
      />
      <ToneForm key={network} line={line} network={network} />
      <OwnShare line={line} />
    </>
  );
}

function ToneForm({ line, network }: { line: Line; network: string }) {
  const { t, language } = useWords();
  const stored = ruleOf(line, network);
  const all = ruleOf(line, "").rules;
  const [notes, setNotes] = useState(stored.notes);
  const [rules, setRules] = useState(stored.rules);
  const [tried, setTried] = useState("");
  const save = useLineChange("setTone", () => announce.done(t("editorial.saved")));
  const change = (part: Partial<ToneRules>) => setRules({ ...rules, ...part });
  const remarks = useMemo(
    () => toneOf(tried, network === "" ? rules : toneFor(all, rules), language),
    [tried, rules, all, network, language],
  );
  const same = notes === stored.notes && JSON.stringify(rules) === JSON.stringify(stored.rules);
  /** What a field without a number means here. */
  const without = (field: "sentence" | "hashtags" | "exclamations"): string => {
    const number = network === "" ? null : all[field];
    return number === null ? t("editorial.any") : t("editorial.asEverywhere", { number });
  };
  const count = (field: "sentence" | "hashtags" | "exclamations", min: number, max: number) => (
    <NumberInput
      label={t(`editorial.${field}`)}
      placeholder={without(field)}
      min={min}
      max={max}
      clampBehavior="blur"
      allowDecimal={false}
      value={rules[field] ?? ""}
      onChange={(value) => change({ [field]: typeof value === "number" ? value : null })}
    />
  );
  return (
    <form
      className={classes.tone}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ body: { network, notes, rules } });
      }}
    >
      <Stack gap={18}>
        <Textarea
          label={t("editorial.notes")}
          placeholder={t("editorial.notesHint")}
          autosize
          minRows={3}
          maxLength={2000}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
        <TagsInput
          label={t("editorial.avoid")}
          description={t("editorial.avoidHelp")}
          maxTags={100}
          value={rules.avoid}
          onChange={(avoid) => change({ avoid: avoid.filter((word) => word.trim().length > 1) })}
        />
        <div className={classes.counts}>
          {count("sentence", 5, 60)}
          {count("hashtags", 0, 30)}
          {count("exclamations", 0, 10)}
        </div>
        <Checkbox
          label={t("editorial.capitals")}
          checked={rules.capitals}
          onChange={(event) => change({ capitals: event.currentTarget.checked })}
        />
        <Button type="submit" disabled={same} loading={save.isPending} style={{ alignSelf: "start" }}>
          {t("action.save")}
        </Button>
      </Stack>
      <div className={classes.trial}>
        <Textarea
          label={t("editorial.try")}
          placeholder={t("editorial.tryHint")}
          autosize
          minRows={5}
          maxRows={14}
          maxLength={5000}
          value={tried}
          onChange={(event) => setTried(event.currentTarget.value)}
        />
        <ul aria-live="polite">
          {tried.trim() !== "" && remarks.length === 0 && <li data-fine>{t("editorial.fine")}</li>}
          {remarks.map(({ code, words, message }) => (
            <li key={`${code} ${words}`}>{message[language]}</li>
          ))}
        </ul>
      </div>
    </form>
  );
}
