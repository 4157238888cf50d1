import { IconBolt, IconChevronRight, IconHandFinger, IconPlayerPause, IconPlus } from "@tabler/icons-react";
import { useId, useState } from "react";
import { modes, type Mode } from "#engine/mode.ts";
import { topicSentence } from "#engine/rhythm.ts";
import type { Account } from "../accounts/account.ts";
import { endOfDay, plusDays, toDay } from "../accounts/pause.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { cards } from "../networks.ts";
import { useChange, useReply } from "../replies.ts";
import { networkTitle } from "../ui/network.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { Month } from "./month.tsx";
import classes from "./rhythm.module.css";
import { Unsaved } from "./unsaved.tsx";
import own from "./topic-choices.module.css";

const stale = ["listAccounts", "getAccount", "listReceipts", "listProposals", "me"] as const;
const icons = { ask: IconHandFinger, auto: IconBolt, paused: IconPlayerPause } as const;
/** Days that are put in where somebody has not chosen an end yet, and the furthest that one can be. */
const [usualDays, mostDays] = [182, 364];

type Choice = Account["topicModes"][number];

/** One for each topic: a pause lies over what was chosen before it. */
const standing = (choices: readonly Choice[]): Choice[] => [
  ...new Map(
    choices
      .toSorted((a, b) => Number(a.mode === "paused") - Number(b.mode === "paused"))
      .map((one) => [one.topic, one]),
  ).values(),
];

/** What somebody chose for single topics, a sentence each, below the sentence that holds for everything; and the way to choose for one more. */
export function TopicChoices({ account }: { account: Account }) {
  const { t, language } = useWords();
  const { data } = useReply("myTopics", {});
  const [open, setOpen] = useState<string | null>(null);
  const topics = data?.rows ?? [];
  const chosen = standing(account.topicModes);
  if (topics.length === 0) return null;
  const nameOf = (key: string): string => topics.find((topic) => topic.key === key)?.name ?? key;
  return (
    <div className={own.choices}>
      {chosen.map(({ topic, mode, until }) => (
        <button key={topic} type="button" className={own.row} onClick={() => setOpen(topic)}>
          <span>{topicSentence(nameOf(topic), { mode, modeUntil: until, zone: account.zone }, language)}</span>
          <IconChevronRight size={18} stroke={1.8} aria-hidden />
        </button>
      ))}
      <button type="button" className={own.add} onClick={() => setOpen("")}>
        <IconPlus size={18} stroke={1.8} aria-hidden />
        {t("rhythm.forTopic")}
      </button>
      {open !== null && (
        <TopicSheet
          key={open}
          account={account}
          topics={topics}
          topic={open}
          before={chosen.find(({ topic }) => topic === open) ?? null}
          close={() => setOpen(null)}
        />
      )}
    </div>
  );
}

/** The choice for one topic: asked, by itself until a day, or nothing; and back to what holds for everything. */
function TopicSheet({
  account,
  topics,
  topic: meant,
  before,
  close,
}: {
  account: Account;
  topics: readonly { id: string; key: string; name: string }[];
  /** Its key; "": it is chosen here. */
  topic: string;
  before: Choice | null;
  close: () => void;
}) {
  const { t, day: dayWords } = useWords();
  const id = useId();
  const [key, setKey] = useState(meant === "" ? (topics[0]?.key ?? "") : meant);
  const [mode, setMode] = useState<Mode>(before?.mode ?? "paused");
  const now = new Date();
  const held = before === null || before.until === null ? "" : toDay(new Date(Date.parse(before.until) - 1));
  const [first, last] = [toDay(plusDays(now, 1)), toDay(plusDays(now, mostDays))];
  const [day, setDay] = useState(held);
  const set = useChange("setMode", { stale: [...stale], quiet: true });
  const end = useChange("endTopicMode", { stale: [...stale], quiet: true });
  const failed = set.error ?? end.error;
  const busy = set.isPending || end.isPending;
  const barred = cards.get(account.network)?.kinds[account.kind]?.auto === "attested" && !account.attested;
  const topic = topics.find((each) => each.key === key);
  const shownDay = day === "" && mode === "auto" ? toDay(plusDays(now, usualDays)) : day;
  const until = mode === "ask" || shownDay === "" ? null : endOfDay(shownDay);
  const done = () => {
    announce.done(t("rhythm.saved"));
    close();
  };
  const keep = () => {
    if (topic === undefined) return;
    const body = { mode, topic: topic.id, ...(until === null ? {} : { until: until.toISOString() }) };
    set.mutate({ params: { id: account.id }, body }, { onSuccess: done });
  };
  return (
    <Sheet
      opened
      close={close}
      title={t("rhythm.forTopicTitle", { network: networkTitle(account.network) })}
      about={t("rhythm.forTopicAbout")}
    >
      <div className={own.sheet}>
        {meant === "" ? (
          <label className={own.field} htmlFor={id}>
            {t("rhythm.topic")}
            <select id={id} value={key} onChange={(event) => setKey(event.currentTarget.value)}>
              {topics.map((each) => (
                <option key={each.key} value={each.key}>
                  {each.name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <strong className={own.name}>{topic?.name ?? key}</strong>
        )}
        <div role="radiogroup" aria-label={t("rhythm.mode")} className={classes.modes}>
          {modes
            .filter((each) => each !== "auto" || !barred)
            .map((each) => {
              const Mark = icons[each];
              return (
                <label key={each} data-chosen={each === mode || undefined}>
                  <input type="radio" name={`${id}-mode`} checked={each === mode} onChange={() => setMode(each)} />
                  <Mark size={24} aria-hidden />
                  <span>
                    <b>{t(`rhythm.${each}`)}</b>
                  </span>
                </label>
              );
            })}
        </div>
        {mode !== "ask" && (
          <div role="group" aria-labelledby={`${id}-day`} className={own.field}>
            <span id={`${id}-day`}>{t(mode === "paused" ? "rhythm.untilDay" : "rhythm.autoUntilDay")}</span>
            {mode === "paused" && (
              <label className={own.open}>
                <input
                  type="checkbox"
                  checked={shownDay === ""}
                  onChange={(event) => setDay(event.currentTarget.checked ? "" : toDay(plusDays(now, 14)))}
                />
                {t("rhythm.pauseOpen")}
              </label>
            )}
            {shownDay !== "" && <Month value={shownDay} change={setDay} first={first} last={last} />}
          </div>
        )}
        <button
          type="button"
          className={classes.keep}
          disabled={busy || topic === undefined}
          aria-busy={busy}
          onClick={keep}
        >
          {until === null
            ? t("rhythm.keep")
            : t(mode === "paused" ? "rhythm.pauseUntil" : "rhythm.autoUntil", {
                date: dayWords(`${shownDay}T12:00:00`),
              })}
        </button>
        {failed && <Unsaved error={failed} />}
        {before !== null && topic !== undefined && (
          <button
            type="button"
            className={classes.plain}
            disabled={busy}
            onClick={() => end.mutate({ params: { id: account.id, topic: topic.id } }, { onSuccess: done })}
          >
            {t("rhythm.likeAll")}
          </button>
        )}
      </div>
    </Sheet>
  );
}
