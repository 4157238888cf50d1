import type { Words } from "../language.tsx";
import type { Row } from "../replies.ts";
import { isGoing } from "../runs/run-state.tsx";
import { relative } from "../ui/relative.ts";
import type { Tone } from "../ui/tag.tsx";
import type { Liveness } from "./map-picture.tsx";

export type MapRow = Row<"listMaps">;

/** How a map stands, in one word; what must be looked at comes before that. */
export function chipOf(map: MapRow, { t }: Pick<Words, "t">): { tone: Tone; words: string } {
  const { state, liveVersion, changed, lost, failing, problems } = map;
  if (state === "live" || state === "paused") {
    if (lost > 0) return { tone: "warn", words: t("shelf.lost", { count: lost }) };
    if (state === "live" && failing > 0) return { tone: "warn", words: t("count.failing", { count: failing }) };
    if (problems > 0) return { tone: "warn", words: t("count.problems", { count: problems }) };
  }
  const words = t(`state.${state}`, { version: liveVersion });
  const tone = state === "live" ? "live" : "plain";
  return {
    tone,
    words: changed && (state === "live" || state === "paused") ? `${words} · ${t("state.changed")}` : words,
  };
}

export function livenessOf({ state, lastRun, rests }: Pick<MapRow, "state" | "lastRun" | "rests">): Liveness {
  if (state === "draft") return "draft";
  if (state !== "live" || rests) return "rests";
  return lastRun !== null && isGoing(lastRun.state) ? "running" : "live";
}

/** What it did this week, and what comes next; of a draft what it wants and when somebody worked on it. */
export function linesOf(map: MapRow, { t, language }: Pick<Words, "t" | "language">, now: number): [string, string] {
  const ago = (at: string) => relative(Date.parse(at), now, language) ?? t("time.now");
  if (map.state === "draft")
    return [t("shelf.toReview", { count: map.problems }), t("shelf.changedAt", { when: ago(map.updatedAt) })];
  const week = t("shelf.thisWeek", { count: map.days.reduce((sum, posts) => sum + posts, 0) });
  if (map.state !== "live") return [week, t("shelf.rests")];
  if (map.rests) return [week, t("shelf.campaignRests")];
  if (livenessOf(map) === "running") return [week, t("shelf.running")];
  if (map.nextDueAt === null) return [week, t("shelf.unscheduled")];
  return [week, t("shelf.next", { when: relative(Date.parse(map.nextDueAt), now, language) ?? t("time.soon") })];
}
