import "./words.ts";
import { IconCheck } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { Unsaved } from "./unsaved.tsx";
import classes from "./tiles.module.css";

type Mine = Reply<"myTopics">;

/** Proposals a week, from what maps brought in the last 30 days to those topics and to everybody. */
export function weekly({ ways }: Pick<Mine, "ways">, follows: ReadonlySet<string> | null): number {
  const month = ways
    .filter(({ topics }) => follows === null || topics.length === 0 || topics.some((id) => follows.has(id)))
    .reduce((sum, way) => sum + way.month, 0);
  return Math.round((month * 7) / 30);
}

/**
 * The topics as tiles, chosen with a press, those that one follows first when the page was opened; each press is kept at once, one after the other. What
 * could not be kept stays as it was chosen, and says so. Below them what that means: how many, and about how many proposals a week.
 */
export function TopicTiles({ mine }: { mine: Mine }) {
  const { t } = useWords();
  const [follows, setFollows] = useState(() => new Set(mine.rows.filter((row) => row.follows).map(({ id }) => id)));
  const [chosen, setChosen] = useState(mine.chosen);
  const [order] = useState(() =>
    mine.rows.toSorted((a, b) => Number(b.follows) - Number(a.follows)).map(({ id }) => id),
  );
  const save = useChange("setMyTopics", { stale: ["listAccounts", "getContent"], quiet: true });
  /** What the server shall have in the end: a press does not overtake the one before it. */
  const wanted = useRef<ReadonlySet<string> | null>(null);
  if (mine.rows.length === 0) return <p className={classes.line}>{t("rhythm.noTopics")}</p>;
  const keep = (topics: ReadonlySet<string>): void => {
    wanted.current = null;
    save.mutate(
      { body: { topics: [...topics] } },
      {
        onSuccess: () => {
          if (wanted.current !== null) keep(wanted.current);
        },
      },
    );
  };
  const toggle = (id: string) => {
    const next = new Set(follows);
    if (!next.delete(id)) next.add(id);
    setFollows(next);
    setChosen(true);
    if (save.isPending) wanted.current = next;
    else keep(next);
  };
  const place = new Map(order.map((id, index) => [id, index]));
  const rows = mine.rows.toSorted((a, b) => (place.get(a.id) ?? 999) - (place.get(b.id) ?? 999));
  const week = weekly(mine, chosen ? follows : null);
  return (
    <>
      <ul className={classes.tiles} aria-label={t("rhythm.topics")}>
        {rows.map(({ id, name, colour, description }) => (
          <li key={id}>
            <button
              type="button"
              className={classes.tile}
              data-colour={colour}
              aria-pressed={follows.has(id)}
              title={description || undefined}
              onClick={() => toggle(id)}
            >
              {follows.has(id) && (
                <span className={classes.check}>
                  <IconCheck size={16} stroke={2.4} aria-hidden />
                </span>
              )}
              <span className={classes.name}>{name}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className={classes.line} role="status">
        {!chosen
          ? t("rhythm.open", { week })
          : follows.size === 0
            ? t("rhythm.none")
            : t("rhythm.rate", { topics: follows.size, week })}
      </p>
      {save.error && <Unsaved error={save.error} again={() => keep(follows)} />}
    </>
  );
}
