import {
  IconArrowsMove,
  IconCalendarCheck,
  IconExternalLink,
  IconFileText,
  IconPencil,
  IconTrash,
  IconUsers,
} from "@tabler/icons-react";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { dayAt, wallMinute } from "#engine/days.ts";
import { clockTime } from "#engine/rhythm.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { DockButton } from "../ui/dock.tsx";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Sheet } from "../ui/sheet.tsx";
import classes from "./card-sheet.module.css";
import type { Card, Layer, Post } from "./cards.ts";
import type { Spot } from "./moving.ts";
import { dayWords } from "./range.ts";

const kept = ["consent", "reconnect", "paused", "map_paused", "review", "crisis"] as const;

/** How a post fares, in words. */
function usePostWords(zone: string) {
  const { t, language } = useWords();
  const clock = (at: string): string => clockTime(wallMinute(zone, Date.parse(at)), language);
  return (post: Post): string => {
    if (post.state === "planned" && post.why.length > 0 && post.at !== post.due)
      return t("calendar.putOff", {
        due: clock(post.due),
        at: clock(post.at),
        why: post.why.map((why) => t(`calendar.why.${why}`)).join(", "),
      });
    if (post.state === "waits") return t(`calendar.kept.${kept.find((reason) => reason === post.reason) ?? "other"}`);
    return `${t(`calendar.state.${post.state}`)}, ${clock(post.at)}`;
  };
}

/** One thing that is said: by which accounts, how each fares, and what can be done about it. */
export function CardSheet({
  card,
  layers,
  zone,
  close,
  move,
}: {
  card: Card;
  layers: readonly Layer[];
  zone: string;
  close: () => void;
  /** Takes it to another time. */
  move: (spot: Spot) => void;
}) {
  const { t, language } = useWords();
  const [, go] = useLocation();
  const words = usePostWords(zone);
  const [timing, setTiming] = useState(false);
  const [local, setLocal] = useState(
    () => `${card.day}T${padded(Math.floor(card.minute / 60))}:${padded(card.minute % 60)}`,
  );
  const cancel = useChange("cancelDelivery", { stale: ["readCalendar", "listDay", "listDeliveries"] });
  const movable = card.posts.some((post) => post.movable);
  const plan = useChange("planEntry", {
    stale: ["readCalendar", "listDay", "listEntries", "slotTimes"],
    done: () => {
      close();
      announce.done(t("calendar.planDone"));
    },
  });
  const queued = card.posts.filter((post) => post.movable && post.delivery !== null);
  const takeOut = () => {
    void Promise.all(queued.map(({ delivery }) => cancel.mutateAsync({ params: { id: delivery! } }))).then(
      () => {
        close();
        announce.done(t("calendar.tookOut", { count: queued.length }));
      },
      // Said by the query client.
      () => {},
    );
  };
  const draft = card.posts.find(({ state, entry: of }) => state === "draft" && of !== null);
  const entry = card.posts.find((post) => post.entry !== null)?.entry ?? null;
  const day = dayWords(dayAt(zone, Date.parse(card.posts[0]!.at)), language, {
    weekday: "long",
    day: "numeric",
    month: "long",
  });
  return (
    <Sheet opened close={close} title={card.title} about={`${day}, ${clockTime(card.minute, language)}`}>
      <ul className={classes.posts}>
        {card.posts.map((post) => {
          const layer = layers.find(({ id }) => id === post.account);
          return (
            <li key={post.key}>
              {layer === undefined ? (
                <IconUsers size={28} stroke={1.6} aria-hidden="true" />
              ) : (
                <Face {...layer} size={36} />
              )}
              <span>
                <strong>
                  {layer === undefined
                    ? t("calendar.toPeople")
                    : t("calendar.layer", { name: layer.name, network: networkTitle(layer.network) })}
                </strong>
                <small data-state={post.state}>{words(post)}</small>
              </span>
              <span className={classes.ways}>
                {post.url && (
                  <a
                    href={post.url}
                    target="_blank"
                    rel="noreferrer"
                    aria-label={t("calendar.open")}
                    title={t("calendar.open")}
                  >
                    <IconExternalLink size={19} stroke={1.7} aria-hidden="true" />
                  </a>
                )}
                {post.delivery !== null && (
                  <button
                    type="button"
                    aria-label={t("calendar.see")}
                    title={t("calendar.see")}
                    onClick={() => go(`/deliveries/${post.delivery}`)}
                  >
                    <IconFileText size={19} stroke={1.7} aria-hidden="true" />
                  </button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {timing ? (
        <form
          className={classes.acts}
          onSubmit={(event) => {
            event.preventDefault();
            const [day = "", clock = ""] = local.split("T");
            const [hour = "", minute = ""] = clock.split(":");
            if (clock !== "") move({ day, minute: Number(hour) * 60 + Number(minute) });
          }}
        >
          <TextInput
            type="datetime-local"
            size="md"
            label={t("calendar.time")}
            value={local}
            onChange={({ currentTarget }) => setLocal(currentTarget.value)}
          />
          <DockButton tone="act" icon={IconArrowsMove} type="submit" disabled={local === ""}>
            {t("calendar.moveThere")}
          </DockButton>
        </form>
      ) : (
        <div className={classes.acts}>
          {entry !== null && (
            <DockButton tone="act" icon={IconPencil} onClick={() => go(`/entries/${entry}`)}>
              {t("calendar.edit")}
            </DockButton>
          )}
          {draft && (
            <DockButton
              tone="beside"
              icon={IconCalendarCheck}
              disabled={plan.isPending}
              onClick={() =>
                plan.mutate({
                  params: { id: draft.entry! },
                  body: { revision: draft.revision!, when: { kind: "at", at: draft.due } },
                })
              }
            >
              {t("calendar.plan")}
            </DockButton>
          )}
          {movable && (
            <DockButton tone="beside" icon={IconArrowsMove} onClick={() => setTiming(true)}>
              {t("calendar.move")}
            </DockButton>
          )}
          {queued.length > 0 && (
            <DockButton tone="beside" icon={IconTrash} disabled={cancel.isPending} onClick={takeOut}>
              {t("calendar.takeOut")}
            </DockButton>
          )}
        </div>
      )}
    </Sheet>
  );
}

const padded = (value: number): string => String(value).padStart(2, "0");
