import { useState } from "react";
import type { MapDocument } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { typesOn, useManifests } from "../../nodes.ts";
import { useReply } from "../../replies.ts";
import { useOpenMap } from "../state/map-context.ts";
import { ChangeList } from "./change-list.tsx";
import { ChangePicture } from "./change-picture.tsx";
import { changeRows, type Row } from "./change-rows.ts";
import classes from "./diff.module.css";
import { useScheduleWords } from "./schedule-words.ts";
import { useStepNames } from "../state/step-name.ts";
import "./words.ts";

/** Everything that differs between two drawings, in the reader's words. */
export function useChangeRows(before: MapDocument | null, after: MapDocument): Row[] {
  const words = useWords();
  const schedule = useScheduleWords(after.schedule);
  const { accounts } = useOpenMap();
  const { name } = useStepNames();
  const manifests = useManifests(typesOn(before, after));
  const people = useReply("listEditors", {}).data?.rows;
  if (before === null) return [];
  const known = { accounts: [...accounts.values()], people: new Map((people ?? []).map(({ id, name }) => [id, name])) };
  return changeRows(before, after, { words, manifests, known, name, schedule });
}

/** Two drawings held against each other: as a picture, and as a list whose rows lead into it. */
export function Diff({ before, after }: { before: MapDocument; after: MapDocument }) {
  const { t } = useWords();
  const rows = useChangeRows(before, after);
  const [shown, show] = useState<Row | null>(null);
  if (rows.length === 0) return <p className={classes.same}>{t("changes.none")}</p>;
  return (
    <div className={classes.diff}>
      <ChangePicture before={before} after={after} wanted={shown?.nodes ?? none} />
      <div className={classes.list}>
        <ChangeList rows={rows} shown={shown?.id ?? null} show={show} />
      </div>
    </div>
  );
}

const none: readonly string[] = [];
