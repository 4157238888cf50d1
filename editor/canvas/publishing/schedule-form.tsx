import { Autocomplete, NumberInput, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { Schedule } from "#engine/map.ts";
import "./words.ts";
import { useWords } from "../../language.tsx";
import { useMe } from "../../me.ts";
import { changeMap } from "../../drawing/draft.ts";
import { LimitsForm } from "./limits-form.tsx";
import { LinksForm } from "./links-form.tsx";
import { StoriesForm } from "./stories-form.tsx";
import { NextTimes } from "./next-times.tsx";
import { useScheduleWords } from "./schedule-words.ts";
import { useOpenMap } from "../state/map-context.ts";
import { useCanvas, useCanvasPart, useDocument } from "../state/store.ts";

const usual = [5, 15, 30, 60, 180, 360, 720, 1440];
const zones = Intl.supportedValuesOf("timeZone");

const starts: Record<Schedule["kind"], (zone: string) => Schedule> = {
  manual: () => ({ kind: "manual" }),
  interval: () => ({ kind: "interval", minutes: 15 }),
  cron: (zone) => ({ kind: "cron", expression: "0 9 * * 1-5", zone }),
};

/** By hand, every so often, or by the calendar; what was missed; the protections. */
export function ScheduleForm() {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const { detail } = useOpenMap();
  const { zone } = useMe().workspace;
  const { schedule, missed } = useDocument();
  const said = useScheduleWords(schedule);
  const problems = useCanvasPart((state) => state.problems);
  const [steady] = useDebouncedValue(schedule, 350);
  const set = (next: Schedule) => canvas.edit(changeMap({ schedule: next }), "schedule");
  const wrong = problems.find(
    (problem) => !problem.node && problem.field?.startsWith("schedule") && problem.severity === "error",
  );
  return (
    <Stack gap={20}>
      <SegmentedControl
        fullWidth
        aria-label={t("schedule.title")}
        value={schedule.kind}
        onChange={(kind) => set(starts[kind as Schedule["kind"]](zone))}
        data={[
          { value: "interval", label: t("schedule.kindInterval") },
          { value: "cron", label: t("schedule.kindCron") },
          { value: "manual", label: t("schedule.kindManual") },
        ]}
      />
      {schedule.kind === "manual" && <Text>{t("schedule.manualHelp")}</Text>}
      {schedule.kind === "interval" && (
        <Stack gap={12}>
          <Select
            label={t("schedule.every")}
            description={t("schedule.everyHelp")}
            allowDeselect={false}
            value={usual.includes(schedule.minutes) ? String(schedule.minutes) : "other"}
            data={[
              ...usual.map((minutes) => ({
                value: String(minutes),
                label: said({ kind: "interval", minutes }),
              })),
              { value: "other", label: t("schedule.other") },
            ]}
            onChange={(value) => value && set({ kind: "interval", minutes: value === "other" ? 20 : Number(value) })}
          />
          {!usual.includes(schedule.minutes) && (
            <NumberInput
              label={t("schedule.minutesField")}
              min={1}
              max={10_080}
              clampBehavior="blur"
              allowDecimal={false}
              value={schedule.minutes}
              onChange={(minutes) =>
                typeof minutes === "number" && minutes >= 1 && minutes <= 10_080 && set({ kind: "interval", minutes })
              }
            />
          )}
        </Stack>
      )}
      {schedule.kind === "cron" && (
        <Stack gap={16}>
          <TextInput
            label={t("schedule.expression")}
            description={t("schedule.expressionHelp")}
            error={wrong ? text(wrong.message) : null}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            maxLength={120}
            spellCheck={false}
            value={schedule.expression}
            onChange={(event) => set({ ...schedule, expression: event.currentTarget.value })}
          />
          {!wrong && (
            <Text mt={-8} size="sm" role="status">
              {t("schedule.runs", { schedule: said(schedule) })}
            </Text>
          )}
          <Autocomplete
            label={t("schedule.zone")}
            data={zones}
            limit={40}
            value={schedule.zone}
            onChange={(zone) => set({ ...schedule, zone })}
          />
        </Stack>
      )}
      {schedule.kind !== "manual" && <NextTimes schedule={steady} map={detail.id} />}
      {schedule.kind !== "manual" && (
        <Select
          label={t("schedule.missed")}
          allowDeselect={false}
          value={missed}
          data={[
            { value: "latest", label: t("schedule.missedLatest") },
            { value: "skip", label: t("schedule.missedSkip") },
          ]}
          onChange={(value) => value && canvas.edit(changeMap({ missed: value as "latest" | "skip" }))}
        />
      )}
      <Text size="sm" c="dimmed">
        {t("schedule.draft")}
      </Text>
      <LimitsForm />
      <StoriesForm />
      <LinksForm />
    </Stack>
  );
}
