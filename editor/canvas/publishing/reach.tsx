import { Button } from "@mantine/core";
import { IconCalendarStats, IconDeviceMobile } from "@tabler/icons-react";
import type { MapDocument } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { faces } from "../../nodes.ts";
import { useReply } from "../../replies.ts";
import { tryPast } from "../actions/past.ts";
import { useDesk } from "../actions/desk.ts";
import { Hindered } from "../steps/hindered.tsx";
import { When } from "../../ui/when.tsx";
import classes from "./publish-dialog.module.css";
import { useScheduleWords } from "./schedule-words.ts";
import { useStepNames } from "../state/step-name.ts";

/** Targets that are named; the others are counted. */
const named = 4;

/** When the map will run, and for whom it posts; the messages themselves are one press away, in place of the dialog (`leave`). */
export function Reach({ document, map, leave }: { document: MapDocument; map: string; leave: () => void }) {
  const { t } = useWords();
  const { open, saver } = useDesk();
  const said = useScheduleWords(document.schedule);
  const { name } = useStepNames();
  const { schedule } = document;
  const times = useReply("nextTimes", { body: { schedule, map } }, { keep: true }).data?.times;
  const targets = document.nodes.filter(({ type }) => faces.get(type)?.kind === "target");
  const names = [...new Set(targets.map(name))];
  return (
    <div className={classes.reach}>
      <p>
        {t("publish.runs", { schedule: said(schedule) })}{" "}
        {times?.[0] !== undefined && (
          <>
            {t("publish.nextRead")} <When at={times[0]} />.
          </>
        )}
      </p>
      {names.length > 0 && (
        <p>
          {t("publish.targets", {
            targets: names.slice(0, named).join(", "),
            more: Math.max(0, names.length - named),
          })}
        </p>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconDeviceMobile size={15} stroke={1.8} />}
        onClick={() => {
          leave();
          open("preview");
        }}
      >
        {t("preview.messages")}
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconCalendarStats size={15} stroke={1.8} />}
        onClick={() => {
          leave();
          void tryPast({ saver });
        }}
      >
        {t("publish.past")}
      </Button>
      <Hindered
        nameOf={(id) => {
          const node = document.nodes.find((each) => each.id === id);
          return node ? name(node) : null;
        }}
      />
    </div>
  );
}
