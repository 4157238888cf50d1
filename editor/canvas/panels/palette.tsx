import { ActionIcon, Kbd, ScrollArea, TextInput, Tooltip } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from "@tabler/icons-react";
import { useRef, useState, type DragEvent, type RefObject } from "react";
import type { Face } from "#engine/face.ts";
import { useWords } from "../../language.tsx";
import { facesByKind, readManifests } from "../../nodes.ts";
import { dragConfig, dragType } from "../surface/dropping.ts";
import { useCanvas } from "../state/store.ts";
import { ranked, useTakers } from "../adding/ranked.ts";
import { NodeIcon } from "../../ui/node-icon.tsx";
import classes from "./palette.module.css";

/** Adds a step of a type, set as it is by default or as it was found by an address. */
type Add = (type: string, config?: unknown) => void;

function Entry({ face, config, add }: { face: Face; config: unknown; add: Add }) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  /** A hand that comes near is likely to take it. */
  const near = () => void readManifests([face.type]).catch(() => undefined);
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(dragType, face.type);
    if (config !== undefined) event.dataTransfer.setData(dragConfig, JSON.stringify(config));
    event.dataTransfer.effectAllowed = "copy";
    // What is dragged cannot be read from the event before it is let go.
    canvas.set({ dragged: face.type });
  };
  return (
    <Tooltip label={text(face.help)} position="right" openDelay={500} w={260}>
      <button
        type="button"
        className={`${classes.entry} kind-${face.kind}`}
        draggable
        onDragStart={onDragStart}
        onDragEnd={() => canvas.set({ dragged: null, over: null })}
        onPointerEnter={near}
        onFocus={near}
        onClick={() => add(face.type, config)}
        aria-label={t("palette.add", { title: text(face.title) })}
        data-type={face.type}
      >
        <span className={classes.icon}>
          <NodeIcon manifest={face} size={17} />
        </span>
        <span>{text(face.title)}</span>
      </button>
    </Tooltip>
  );
}

/** All kinds of steps, grouped and searchable; drag one onto the map, or press Enter. */
export function Palette({
  add,
  search,
  opened,
  toggle,
}: {
  add: Add;
  search: RefObject<HTMLInputElement | null>;
  opened: boolean;
  toggle: () => void;
}) {
  const { t, text } = useWords();
  const [query, setQuery] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const taken = useTakers(query);
  if (!opened) {
    return (
      <aside className={classes.folded} aria-label={t("palette.title")}>
        <Tooltip label={t("palette.show")} position="right">
          <ActionIcon onClick={toggle} aria-label={t("palette.show")} aria-expanded={false}>
            <IconLayoutSidebarLeftExpand size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </aside>
    );
  }
  const groups = ranked(facesByKind, query, taken, text);
  const first = groups[0]?.[1][0];
  return (
    <aside className={classes.palette} aria-label={t("palette.title")}>
      <div className={classes.top}>
        <TextInput
          ref={search}
          className={classes.search!}
          aria-label={t("palette.search")}
          placeholder={t("palette.search")}
          leftSection={<IconSearch size={15} stroke={1.8} />}
          rightSection={query === "" ? <Kbd size="xs">/</Kbd> : null}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && first) add(first.type, taken.get(first.type));
            if (event.key === "ArrowDown") list.current?.querySelector("button")?.focus();
            if (event.key === "Escape") {
              setQuery("");
              event.currentTarget.blur();
            }
          }}
        />
        <Tooltip label={t("palette.hide")}>
          <ActionIcon onClick={toggle} aria-label={t("palette.hide")} aria-expanded>
            <IconLayoutSidebarLeftCollapse size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
      <ScrollArea className={classes.list!} type="hover" scrollbarSize={8}>
        <div ref={list}>
          {groups.map(([kind, some]) => (
            <section key={kind} className={classes.group} aria-label={t(`kind.${kind}`)}>
              <h2 className={`${classes.kind} kind-${kind}`}>{t(`kind.${kind}`)}</h2>
              {some.map((face) => (
                <Entry key={face.type} face={face} config={taken.get(face.type)} add={add} />
              ))}
            </section>
          ))}
          {groups.length === 0 && <p className={classes.none}>{t("palette.none", { query })}</p>}
        </div>
      </ScrollArea>
      <p className={classes.hint}>{t("palette.hint")}</p>
    </aside>
  );
}
