import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Scenario } from "#engine/scenario.ts";
import { call } from "../client.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { useNow } from "../ui/now.ts";
import { Tag } from "../ui/tag.tsx";
import { useStepWords } from "./step-words.ts";
import classes from "./scenario.module.css";

/** A post that is drawn longer after its time than this, milliseconds, is not sent any more. */
const late = 3_600_000;

/** The drawing as a calendar, day by day: for everybody, or for a person who is chosen. */
export function ScenarioDays({
  id,
  scenario,
  zone,
  written,
}: {
  id: string;
  scenario: Scenario;
  zone: string;
  /** Steps that are entries by now. */
  written: ReadonlyMap<string, string>;
}) {
  const now = useNow();
  const { t, language } = useWords();
  const [member, setMember] = useState<string | null>(null);
  const [drawn] = useDebouncedValue(scenario, 400);
  const use = useReply("topicUse", {});
  const words = useStepWords(scenario);
  const { data } = useQuery({
    queryKey: ["previewScenario", id, drawn, member],
    queryFn: ({ signal }) => call("previewScenario", { params: { id }, body: { scenario: drawn, member } }, { signal }),
    placeholderData: (before) => before,
  });
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  const day = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: zone,
  });
  const hour = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: zone });
  const titleOf = (step: string) => {
    const found = scenario.steps.find((one) => one.id === step);
    return found === undefined ? "" : words(found, 0).title;
  };
  const rows = (data?.rows ?? []).filter(({ kind }) => kind === "post");
  return (
    <section className={classes.part} aria-labelledby="scenario-days">
      <header>
        <h2 id="scenario-days">{t("scenario.calendar")}</h2>
        <Select
          aria-label={t("scenario.person")}
          placeholder={t("scenario.everybody")}
          clearable
          searchable
          data={(use.data?.members ?? []).map(({ id: value, name: label }) => ({ value, label }))}
          value={member}
          onChange={setMember}
        />
      </header>
      {rows.length === 0 ? (
        <p className={classes.hint}>{t("scenario.noDays")}</p>
      ) : (
        <ol className={classes.dates}>
          {rows.map((row) => (
            <li key={row.step} data-off={!row.reaches || undefined}>
              <time dateTime={row.at}>
                {day.format(new Date(row.at))}
                <span>{hour.format(new Date(row.at))}</span>
              </time>
              <div>
                <strong>{titleOf(row.step)}</strong>
                {row.guards.map(({ check, wants }) => (
                  <p key={check}>{t(wants ? "scenario.ifYes" : "scenario.ifNo", { title: titleOf(check) })}</p>
                ))}
              </div>
              {Date.parse(row.at) < now - late && !written.has(row.step) ? (
                <Tag tone="warn">{t("scenario.past")}</Tag>
              ) : !row.reaches ? (
                <Tag tone="plain">{t(row.off ? "scenario.answeredOff" : "scenario.notThem")}</Tag>
              ) : (
                member === null && row.people > 0 && <small>{t("scenario.people", { count: row.people })}</small>
              )}
            </li>
          ))}
        </ol>
      )}
      <p className={classes.hint}>{t("scenario.calendarHelp", { zone })}</p>
    </section>
  );
}
