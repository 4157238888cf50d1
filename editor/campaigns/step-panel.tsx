import { Button, MultiSelect, NumberInput, SegmentedControl, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { Flaw, Scenario, Step } from "#engine/scenario.ts";
import { useWords } from "../language.tsx";
import { useReply, useRows } from "../replies.ts";
import { networkTitle } from "../ui/network.tsx";
import { changing, flawsAt, inOrder, without } from "./drawing.ts";
import { useStepWords } from "./step-words.ts";
import classes from "./scenario.module.css";
import type { PostStep } from "./use-scenario.ts";

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const whom = ["all", "topic", "team", "company"] as const;

/** What a step says and does, and what stands in its way. */
export function StepPanel({
  scenario,
  step,
  flaws,
  change,
  close,
}: {
  scenario: Scenario;
  step: Step;
  flaws: readonly Flaw[];
  change: (next: Scenario) => void;
  close: () => void;
}) {
  const { t, text } = useWords();
  const words = useStepWords(scenario);
  const put = (next: Step) => change(changing(scenario, next));
  // Who chose it in the list is brought to it.
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const others = inOrder(scenario).flatMap(({ step: one, offset }) =>
    one.kind === "post" && one.id !== step.id ? [{ value: one.id, label: words(one, offset).title }] : [],
  );
  return (
    <section className={classes.panel} aria-labelledby="step-title">
      <h2 id="step-title" tabIndex={-1} ref={title}>
        {words(step, inOrder(scenario).find((one) => one.step.id === step.id)?.offset ?? null).title}
      </h2>
      {flawsAt(flaws, step.id).map(({ code, message }) => (
        <p key={code} className={classes.flaw}>
          {text(message)}
        </p>
      ))}
      <Stack gap={16}>
        {step.kind === "start" && (
          <>
            <TextInput
              type="date"
              label={t("scenario.day")}
              description={t("scenario.dayHelp")}
              value={scenario.day}
              onChange={({ currentTarget }) =>
                currentTarget.value !== "" && change({ ...scenario, day: currentTarget.value })
              }
            />
            <NumberInput
              label={t("scenario.before")}
              min={0}
              max={366}
              allowDecimal={false}
              value={-step.days}
              onChange={(days) => typeof days === "number" && put({ ...step, days: days === 0 ? 0 : -days })}
            />
          </>
        )}
        {step.kind === "wait" && (
          <NumberInput
            label={t("scenario.waitDays")}
            min={1}
            max={366}
            allowDecimal={false}
            value={step.days}
            onChange={(days) => typeof days === "number" && days >= 1 && put({ ...step, days })}
          />
        )}
        {step.kind === "check" && (
          <>
            <p className={classes.hint}>{t("scenario.checkHelp")}</p>
            <NumberInput
              label={t("scenario.fewer")}
              min={1}
              max={10_000}
              allowDecimal={false}
              value={step.fewer}
              onChange={(fewer) => typeof fewer === "number" && fewer >= 1 && put({ ...step, fewer })}
            />
            <Select
              label={t("scenario.of")}
              data={others}
              allowDeselect={false}
              value={step.of}
              onChange={(of) => of !== null && put({ ...step, of })}
            />
          </>
        )}
        {step.kind === "post" && <PostPart step={step} put={put} others={others} />}
        {step.kind !== "start" && (
          <Button
            variant="default"
            leftSection={<IconTrash size={17} />}
            onClick={() => {
              close();
              change(without(scenario, step.id));
            }}
          >
            {t("scenario.remove")}
          </Button>
        )}
      </Stack>
    </section>
  );
}

function PostPart({
  step,
  put,
  others,
}: {
  step: PostStep;
  put: (next: Step) => void;
  others: { value: string; label: string }[];
}) {
  const { t } = useWords();
  const { data } = useReply("listTopics", {});
  const { rows: accounts } = useRows("listAccounts", { query: { limit: 100 } });
  const { to } = step;
  const groups = to.kind === "topic" ? data?.rows : to.kind === "team" ? data?.teams : undefined;
  return (
    <>
      <TextInput
        label={t("scenario.title")}
        maxLength={80}
        value={step.title}
        onChange={({ currentTarget }) => put({ ...step, title: currentTarget.value })}
      />
      <Textarea
        label={t("scenario.text")}
        description={t("scenario.textHelp")}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={5000}
        value={step.text}
        onChange={({ currentTarget }) => put({ ...step, text: currentTarget.value })}
      />
      <TextInput
        type="url"
        label={t("scenario.link")}
        placeholder="https://"
        value={step.link ?? ""}
        onChange={({ currentTarget }) =>
          put({ ...step, link: currentTarget.value.trim() === "" ? null : currentTarget.value.trim() })
        }
      />
      <TextInput
        type="time"
        label={t("scenario.time")}
        value={clock(step.minute)}
        onChange={({ currentTarget }) => {
          const [hours, minutes] = currentTarget.value.split(":").map(Number);
          if (hours !== undefined && minutes !== undefined) put({ ...step, minute: hours * 60 + minutes });
        }}
      />
      <div>
        <span className={classes.label}>{t("scenario.whom")}</span>
        <SegmentedControl
          fullWidth
          aria-label={t("scenario.whom")}
          value={to.kind}
          onChange={(kind) =>
            put({
              ...step,
              to:
                kind === "all"
                  ? { kind }
                  : kind === "company"
                    ? { kind, accounts: [] }
                    : { kind: kind === "team" ? "team" : "topic", names: [] },
            })
          }
          data={whom.map((value) => ({ value, label: t(`scenario.whom.${value}`) }))}
        />
      </div>
      {(to.kind === "topic" || to.kind === "team") && (
        <MultiSelect
          label={t(to.kind === "topic" ? "scenario.topics" : "scenario.teams")}
          data={(groups ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          value={to.names}
          onChange={(names) => put({ ...step, to: { ...to, names } })}
        />
      )}
      {to.kind === "company" && (
        <MultiSelect
          label={t("scenario.accounts")}
          data={accounts
            .filter(
              ({ member, state, ref }) => member === null && (state !== "disconnected" || to.accounts.includes(ref)),
            )
            .map(({ ref, name, network }) => ({ value: ref, label: `${name} · ${networkTitle(network)}` }))}
          value={to.accounts}
          onChange={(chosen) => put({ ...step, to: { ...to, accounts: chosen } })}
        />
      )}
      {to.kind !== "company" && (
        <Select
          label={t("scenario.unless")}
          description={t("scenario.unlessHelp")}
          placeholder={t("scenario.unlessNone")}
          clearable
          data={others}
          value={step.unless}
          onChange={(unless) => put({ ...step, unless })}
        />
      )}
    </>
  );
}
