import { Select } from "@mantine/core";
import type { MapDocument } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { useReply } from "../../replies.ts";
import { Answer } from "../../ui/answer.tsx";
import { ChangePicture } from "./change-picture.tsx";
import { Diff } from "./diff.tsx";
import classes from "./history-dialog.module.css";
import { useDocument } from "../state/store.ts";

/** Two drawings of a map: versions by their numbers, or the draft. `from` is null where there is none before. */
export type Pair = { from: number | null; to: number | "draft" };

/** A version never changes: it is read once. */
function useDrawing(map: string, which: Pair["from"] | Pair["to"]) {
  const draft = useDocument();
  const number = typeof which === "number" ? which : 0;
  const query = useReply("getVersion", { params: { id: map, number } }, { enabled: number > 0 });
  const drawing: MapDocument | null = which === "draft" ? draft : (query.data?.document ?? null);
  return { drawing, query, asked: number > 0 };
}

/** What differs between two drawings of the map, whichever they are. */
export function Comparison({
  map,
  pair,
  compare,
  numbers,
}: {
  map: string;
  pair: Pair;
  compare: (pair: Pair) => void;
  numbers: readonly number[];
}) {
  const { t } = useWords();
  const before = useDrawing(map, pair.from);
  const after = useDrawing(map, pair.to);
  const known = [...new Set([...numbers, ...[pair.from, pair.to].filter((each) => typeof each === "number")])];
  const versions = known
    .toSorted((a, b) => b - a)
    .map((number) => ({ value: String(number), label: t("versions.row", { number }) }));
  const choices = [{ value: "draft", label: t("versions.draft") }, ...versions];
  const waits = [before, after].find(({ asked, drawing }) => asked && drawing === null);
  return (
    <section className={classes.comparison} aria-label={t("versions.compare")}>
      {pair.from !== null && (
        <div className={classes.pair}>
          <Select
            aria-label={t("versions.from")}
            data={versions}
            allowDeselect={false}
            searchable
            value={String(pair.from)}
            onChange={(value) => value !== null && compare({ ...pair, from: Number(value) })}
          />
          <span className="muted">{t("versions.with")}</span>
          <Select
            aria-label={t("versions.to")}
            data={choices}
            allowDeselect={false}
            searchable
            value={String(pair.to)}
            onChange={(value) =>
              value !== null && compare({ ...pair, to: value === "draft" ? "draft" : Number(value) })
            }
          />
        </div>
      )}
      {waits ? (
        <Answer query={waits.query} lines={3}>
          {() => null}
        </Answer>
      ) : after.drawing === null ? null : before.drawing === null ? (
        <ChangePicture before={after.drawing} after={after.drawing} wanted={nowhere} />
      ) : (
        <Diff key={`${pair.from} ${pair.to}`} before={before.drawing} after={after.drawing} />
      )}
    </section>
  );
}

const nowhere: readonly string[] = [];
