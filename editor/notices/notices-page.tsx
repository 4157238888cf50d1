import { Alert, Button, Chip, Group, NumberInput, Radio, Select, Stack, Switch, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Page } from "../ui/page.tsx";
import { Devices } from "./devices.tsx";
import classes from "./notices.module.css";
import { Link } from "wouter";
import "./words.ts";

type Stored = Reply<"readNoticeWishes">;
const rhythms = ["now", "daily", "weekly", "never"] as const;
const broughtAs = ["daily", "now", "never"] as const;
const week = [1, 2, 3, 4, 5, 6, 7] as const;

/** How one hears of what waits: how often, when, by what. Everything about it is the person's own. */
export function NoticesPage() {
  const { t } = useWords();
  const query = useReply("readNoticeWishes", {});
  return (
    <Page title={t("notices.title")} intro={t("notices.intro")} narrow>
      <Answer query={query} lines={6} height={64}>
        {() => <Form stored={query.data!} />}
      </Answer>
    </Page>
  );
}

/** Minutes after midnight as a time field has them; empty where there are none. */
const clock = (minute: number | null): string =>
  minute === null ? "" : `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const minuteOf = (time: string): number | null => {
  const [hour, minute] = time.split(":").map(Number);
  return time === "" || hour === undefined || minute === undefined ? null : hour * 60 + minute;
};

function Form({ stored }: { stored: Stored }) {
  const { t, language } = useWords();
  const me = useMe();
  const [wish, setWish] = useState(stored.wishes);
  const set = (more: Partial<Stored["wishes"]>) => setWish({ ...wish, ...more });
  const save = useChange("saveNoticeWishes", {
    stale: ["readNoticeWishes"],
    done: () => announce.done(t("notices.saved")),
  });
  // 5 January 1970 was a Monday.
  const dayName = (day: number, weekday: "long" | "short") =>
    new Intl.DateTimeFormat(language, { weekday, timeZone: "UTC" }).format(Date.UTC(1970, 0, 4 + day));
  const bundled = wish.proposals === "daily" || wish.proposals === "weekly" || wish.news;
  const onOneDay = wish.proposals === "weekly" || wish.news;
  const quietIsHalf = (wish.quietFrom === null) !== (wish.quietTo === null);
  const submit = (again: boolean) => save.mutate({ body: { ...wish, again, mail: again || wish.mail } });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit(false);
      }}
    >
      <section className={classes.part}>
        <Radio.Group
          label={
            <Title order={2} size="h4" component="span">
              {t("notices.proposals")}
            </Title>
          }
          value={wish.proposals}
          onChange={(value) => set({ proposals: rhythms.find((each) => each === value) ?? "now" })}
        >
          <Stack gap={12} mt={12}>
            {rhythms.map((each) => (
              <Radio key={each} value={each} label={t(`notices.proposals.${each}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Switch
          label={t("notices.news")}
          description={t("notices.newsHelp")}
          checked={wish.news}
          onChange={(event) => set({ news: event.currentTarget.checked })}
        />
        {me.member.role !== "ambassador" && (
          <Switch
            label={t("notices.report")}
            description={t("notices.reportHelp")}
            checked={wish.report}
            onChange={(event) => set({ report: event.currentTarget.checked })}
          />
        )}
        {me.suggestions !== null && (
          <Select
            label={t("notices.brought")}
            maw={280}
            data={broughtAs.map((each) => ({ value: each, label: t(`notices.brought.${each}`) }))}
            value={wish.brought}
            allowDeselect={false}
            onChange={(value) => set({ brought: broughtAs.find((each) => each === value) ?? "daily" })}
          />
        )}
        {bundled && (
          <div className={classes.row}>
            {onOneDay && (
              <Select
                label={t("notices.day")}
                data={week.map((day) => ({ value: String(day), label: dayName(day, "long") }))}
                value={String(wish.day)}
                allowDeselect={false}
                onChange={(value) => set({ day: Number(value ?? 1) })}
              />
            )}
            <TextInput
              type="time"
              label={t("notices.minute")}
              required
              value={clock(wish.minute)}
              onChange={(event) => set({ minute: minuteOf(event.currentTarget.value) ?? wish.minute })}
            />
          </div>
        )}
      </section>
      <section className={classes.part}>
        <NumberInput
          label={t("notices.budget")}
          min={1}
          max={21}
          allowDecimal={false}
          maw={280}
          value={wish.budget}
          onChange={(value) => typeof value === "number" && set({ budget: value })}
        />
        <NumberInput
          label={t("notices.urgent")}
          description={t("notices.urgentHelp")}
          min={0}
          max={10}
          allowDecimal={false}
          maw={280}
          value={wish.urgentBudget}
          onChange={(value) => typeof value === "number" && set({ urgentBudget: value })}
        />
        {stored.restDays === null ? (
          <Stack gap={6} role="group" aria-label={t("notices.off")}>
            <span>{t("notices.off")}</span>
            <Chip.Group
              multiple
              value={wish.daysOff.map(String)}
              onChange={(days: string[]) => days.length < 7 && set({ daysOff: days.map(Number) })}
            >
              <Group gap={6}>
                {week.map((day) => (
                  <Chip key={day} value={String(day)} size="md">
                    {dayName(day, "short")}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
            <p className={classes.quiet}>
              {t("notices.offHelp")} <Link href="/topics/mine">{t("notices.rhythm")}</Link>
            </p>
          </Stack>
        ) : (
          <p>
            {t("notices.restDays", {
              days: new Intl.ListFormat(language).format(stored.restDays.map((day) => dayName(day, "long"))),
            })}{" "}
            <Link href="/topics/mine">{t("notices.rhythm")}</Link>
          </p>
        )}
        <div className={classes.row}>
          <TextInput
            type="time"
            label={t("notices.quietFrom")}
            value={clock(wish.quietFrom)}
            onChange={(event) => set({ quietFrom: minuteOf(event.currentTarget.value) })}
          />
          <TextInput
            type="time"
            label={t("notices.quietTo")}
            value={clock(wish.quietTo)}
            onChange={(event) => set({ quietTo: minuteOf(event.currentTarget.value) })}
          />
        </div>
        <p className={classes.quiet}>{t("notices.zone", { zone: stored.zone })}</p>
      </section>
      <section className={classes.part}>
        <Title order={2} size="h4">
          {t("notices.ways")}
        </Title>
        <Switch
          label={t("notices.mail", { email: stored.email })}
          {...(stored.mails ? {} : { description: t("notices.noMail") })}
          checked={wish.mail}
          onChange={(event) => set({ mail: event.currentTarget.checked })}
        />
        <Switch
          label={t("notices.push")}
          description={t("notices.pushHelp")}
          checked={wish.push}
          onChange={(event) => set({ push: event.currentTarget.checked })}
        />
        {wish.push && (
          <Switch
            label={t("notices.plain")}
            description={t("notices.plainHelp")}
            checked={wish.plain}
            onChange={(event) => set({ plain: event.currentTarget.checked })}
          />
        )}
        {wish.push && <Devices />}
        {stored.stopped && (
          <Alert color="ink">
            <Stack gap={10} align="start">
              {t("notices.stopped")}
              <Button variant="default" loading={save.isPending} onClick={() => submit(true)}>
                {t("notices.again")}
              </Button>
            </Stack>
          </Alert>
        )}
      </section>
      <Button type="submit" size="md" disabled={quietIsHalf} loading={save.isPending} mb={40}>
        {t("action.save")}
      </Button>
    </form>
  );
}
