import { IconUsers } from "@tabler/icons-react";
import { wallMinute } from "#engine/days.ts";
import { clockTime } from "#engine/rhythm.ts";
import { useWords } from "../language.tsx";
import type { Calendar } from "./cards.ts";
import classes from "./grid.module.css";

type People = Calendar["days"][number]["people"];

/** What ambassadors say on a day, in words; null where it is nothing. */
export function usePeopleWords(zone: string) {
  const { t, language } = useWords();
  return (people: People): string | null => {
    if (people === null) return null;
    const { posts } = people;
    if (posts === null) return t("calendar.peopleFew");
    if (posts.first === null || posts.last === null) return null;
    const clock = (at: string) => clockTime(wallMinute(zone, Date.parse(at)), language);
    return t("calendar.peopleDay", {
      ...{ out: posts.out, planned: posts.planned, from: clock(posts.first), to: clock(posts.last) },
    });
  };
}

/** Ambassadors of a day together: from the first post to the last, and how many; nothing of whose. */
export function PeopleLane({ people, zone, y }: { people: People; zone: string; y: (minute: number) => number }) {
  const words = usePeopleWords(zone)(people);
  const posts = people?.posts;
  if (words === null || !posts || posts.first === null || posts.last === null) return null;
  const from = y(wallMinute(zone, Date.parse(posts.first)));
  const to = y(wallMinute(zone, Date.parse(posts.last)));
  return (
    <div
      className={classes.people}
      role="img"
      aria-label={words}
      title={words}
      style={{ top: from - 14, height: Math.max(58, to - from + 28) }}
    >
      <IconUsers size={17} stroke={1.7} aria-hidden="true" />
      <b aria-hidden="true">{posts.out + posts.planned}</b>
    </div>
  );
}
