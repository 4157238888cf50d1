import { ActionIcon, Textarea, TextInput } from "@mantine/core";
import { IconBoxOff, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { MapGroup, MapNote } from "#engine/map.ts";
import { remove } from "../../drawing/draft.ts";
import { changeGroup, changeNote, groupKey, noteKey } from "../../drawing/marks.ts";
import { useWords } from "../../language.tsx";
import { useMe } from "../../me.ts";
import { NoteFoot, signed } from "../steps/note-foot.tsx";
import { useCanvas } from "../state/store.ts";
import classes from "./outline-marks.module.css";

/** A group of the outline: its title as a heading, its steps below. */
export function OutlineGroup({ group, children }: { group: MapGroup; children: ReactNode }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const name = group.title || t("mark.untitled");
  return (
    <li className={classes.group}>
      <section aria-label={t("mark.group", { title: name, count: group.nodes.length })}>
        <div className={classes.line}>
          <h3 className={classes.heading}>
            <TextInput
              variant="unstyled"
              aria-label={t("mark.title")}
              placeholder={t("mark.untitled")}
              maxLength={120}
              value={group.title}
              onChange={(event) =>
                canvas.edit(changeGroup(group.id, { title: event.currentTarget.value }), `${group.id} group`)
              }
            />
          </h3>
          <ActionIcon
            aria-label={`${t("mark.ungroup")} : ${name}`}
            title={t("mark.ungroup")}
            onClick={() => canvas.edit(remove(new Set([groupKey(group.id)])))}
          >
            <IconBoxOff size={16} stroke={1.7} />
          </ActionIcon>
        </div>
        <ol className={classes.list}>{children}</ol>
      </section>
    </li>
  );
}

/** A note of the outline: a paragraph that can be written over. */
export function OutlineNote({ note }: { note: MapNote }) {
  const { t } = useWords();
  const canvas = useCanvas();
  const me = useMe();
  return (
    <li className={classes.note} data-color={note.color}>
      <div className={classes.written}>
        <Textarea
          variant="unstyled"
          autosize
          minRows={1}
          maxLength={2000}
          aria-label={t("mark.words")}
          placeholder={t("mark.hint")}
          value={note.text}
          onChange={(event) =>
            canvas.edit(changeNote(note.id, signed(me, event.currentTarget.value)), `${note.id} note`)
          }
        />
        <NoteFoot note={note} />
      </div>
      <ActionIcon
        aria-label={t("mark.delete")}
        title={t("mark.delete")}
        onClick={() => canvas.edit(remove(new Set([noteKey(note.id)])))}
      >
        <IconTrash size={16} stroke={1.7} />
      </ActionIcon>
    </li>
  );
}
