import {
  IconBoxOff,
  IconTrash,
  IconViewportNarrow,
  IconViewportShort,
  IconViewportTall,
  IconViewportWide,
} from "@tabler/icons-react";
import { NodeResizeControl, useStore, type NodeProps } from "@xyflow/react";
import { useEffect, useRef, type ReactNode } from "react";
import { colours, noteSizes, type Colour } from "#engine/map.ts";
import { remove } from "../../drawing/draft.ts";
import { changeGroup, changeNote, noteStep, resizeNote } from "../../drawing/marks.ts";
import { useWords } from "../../language.tsx";
import { useMe } from "../../me.ts";
import { useCanvas, useCanvasPart } from "../state/store.ts";
import { focusCard } from "../floats/focus-card.ts";
import classes from "./marks.module.css";
import { NoteFoot, signed } from "../steps/note-foot.tsx";
import TitleField from "./title-field.tsx";
import type { FrameNode, NoteNode } from "./use-marks.ts";

/** What can be done with a chosen note or frame: its colour, and that it goes. */
function Tools({
  color,
  paint,
  gone,
  away,
  children,
}: {
  color: Colour;
  paint: (color: Colour) => void;
  gone: string;
  away: () => void;
  children?: ReactNode;
}) {
  const { t } = useWords();
  // As large as fingers need them, however small the drawing is shown.
  const zoom = useStore(({ transform }) => Math.min(1, transform[2]));
  const Glyph = gone === t("mark.ungroup") ? IconBoxOff : IconTrash;
  return (
    <div
      className={`${classes.tools} nodrag nopan`}
      role="toolbar"
      aria-label={t("mark.colour")}
      style={{ transform: `scale(${1 / zoom})` }}
    >
      {colours.map((each) => (
        <button
          key={each}
          type="button"
          className={classes.swatch}
          data-color={each}
          aria-label={t(`mark.${each}`)}
          title={t(`mark.${each}`)}
          aria-pressed={each === color}
          onClick={() => paint(each)}
        />
      ))}
      {children}
      <button type="button" className={classes.away} aria-label={gone} title={gone} onClick={away}>
        <Glyph size={15} stroke={1.8} aria-hidden="true" />
      </button>
    </div>
  );
}

/** Its size for whoever does not drag (WCAG 2.5.7). The keys for it are in the list of actions. */
function Sizes({ id }: { id: string }) {
  const { t } = useWords();
  const canvas = useCanvas();
  return sizes.map(([word, Glyph, by]) => (
    <button
      key={word}
      type="button"
      className={classes.away}
      aria-label={t(`mark.${word}`)}
      title={t(`mark.${word}`)}
      onClick={() => canvas.edit(resizeNote(id, by), `${id} size`)}
    >
      <Glyph size={15} stroke={1.8} aria-hidden="true" />
    </button>
  ));
}
const sizes = [
  ["narrower", IconViewportNarrow, { width: -noteStep }],
  ["wider", IconViewportWide, { width: noteStep }],
  ["shorter", IconViewportShort, { height: -noteStep }],
  ["taller", IconViewportTall, { height: noteStep }],
] as const;

/** A word to whoever reads the drawing. Written in its place; leaving it keeps it. */
export function NoteCard({ id, data: { note }, selected }: NodeProps<NoteNode>) {
  const { t } = useWords();
  const canvas = useCanvas();
  const me = useMe();
  const writing = useCanvasPart((state) => state.renaming === id);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (writing) area.current?.focus();
  }, [writing]);
  const end = (text: string) => {
    if (canvas.get().renaming !== id) return;
    canvas.set({ renaming: null });
    if (text !== note.text) canvas.edit(changeNote(note.id, signed(me, text)));
  };
  return (
    <div
      className={classes.note}
      data-color={note.color}
      data-selected={selected || undefined}
      style={{ minHeight: note.size.height }}
      onDoubleClick={(event) => {
        event.stopPropagation();
        canvas.set({ renaming: id });
      }}
    >
      {selected && (
        <Tools
          color={note.color}
          paint={(color) => canvas.edit(changeNote(note.id, { color }))}
          gone={t("mark.delete")}
          away={() => canvas.edit(remove(new Set([id])))}
        >
          <Sizes id={note.id} />
        </Tools>
      )}
      {writing ? (
        <textarea
          ref={area}
          className={`${classes.text} nodrag nowheel nopan`}
          defaultValue={note.text}
          maxLength={2000}
          aria-label={t("mark.words")}
          placeholder={t("mark.hint")}
          onBlur={(event) => end(event.currentTarget.value)}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key !== "Escape") return;
            end(event.currentTarget.value);
            focusCard(id);
          }}
        />
      ) : (
        <p className={classes.words} data-empty={note.text === "" || undefined}>
          {note.text || t("mark.hint")}
        </p>
      )}
      {!writing && <NoteFoot note={note} />}
      {selected && (
        <NodeResizeControl
          className={classes.corner!}
          minWidth={noteSizes.least.width}
          minHeight={noteSizes.least.height}
          maxWidth={noteSizes.most}
          maxHeight={noteSizes.most}
          onResizeEnd={(_event, { width, height }) =>
            canvas.edit(changeNote(note.id, { size: { width: Math.round(width), height: Math.round(height) } }))
          }
        />
      )}
    </div>
  );
}

/** The frame of a group: it is taken by its title, and takes along what is in it. */
export function Frame({ id, data: { group }, selected }: NodeProps<FrameNode>) {
  const { t } = useWords();
  const canvas = useCanvas();
  const writing = useCanvasPart((state) => state.renaming === id);
  return (
    <div className={classes.frame} data-color={group.color} data-selected={selected || undefined}>
      <div className={classes.head}>
        <div
          className={`${classes.title} frame-title`}
          data-empty={group.title === "" || undefined}
          onDoubleClick={(event) => {
            event.stopPropagation();
            canvas.set({ renaming: id });
          }}
        >
          {writing ? (
            <TitleField
              value={group.title}
              label={t("mark.title")}
              hint={t("mark.untitled")}
              done={(title) => {
                canvas.set({ renaming: null });
                if (title !== null && title !== group.title) canvas.edit(changeGroup(group.id, { title }));
                focusCard(id);
              }}
            />
          ) : (
            group.title || t("mark.untitled")
          )}
        </div>
        {selected && (
          <Tools
            color={group.color}
            paint={(color) => canvas.edit(changeGroup(group.id, { color }))}
            gone={t("mark.ungroup")}
            away={() => canvas.edit(remove(new Set([id])))}
          />
        )}
      </div>
    </div>
  );
}
