import "./words.ts";
import { CloseButton, Kbd, ScrollArea, TextInput, Tooltip } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useState, type DragEvent, type KeyboardEvent } from "react";
import type { Face } from "#engine/face.ts";
import type { NodeKind } from "#engine/node.ts";
import { useWords } from "../../language.tsx";
import { facesByKind, readManifests } from "../../nodes.ts";
import { usePhone } from "../floats/phone.ts";
import { useFloat } from "../floats/room.ts";
import { dragConfig, dragType } from "../surface/dropping.ts";
import { useCanvas } from "../state/store.ts";
import { ranked, useTakers } from "../adding/ranked.ts";
import { NodeIcon } from "../../ui/node-icon.tsx";
import classes from "./palette.module.css";

/** Which steps are shown: those of one kind, or all with the caret in the search. */
export type Shelf = NodeKind | "search";

/** Adds a step of a type, set as it is by default or as it was found by an address. */
export type Add = (type: string, config?: unknown) => void;

function Entry({ face, config, add, done }: { face: Face; config: unknown; add: Add; done: () => void }) {
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
    <Tooltip label={text(face.help)} position="right" openDelay={700} w={260}>
      <button
        type="button"
        className={`${classes.entry} kind-${face.kind}`}
        draggable
        onDragStart={onDragStart}
        onDragEnd={() => {
          canvas.set({ dragged: null, over: null });
          done();
        }}
        onPointerEnter={near}
        onFocus={near}
        onClick={() => add(face.type, config)}
        // What is to be seen on it is in its name, in the same order: whoever speaks to their machine says that.
        aria-label={`${t("palette.add", { title: text(face.title) })} ${text(face.help)}`}
        data-type={face.type}
      >
        <span className={classes.icon}>
          <NodeIcon manifest={face} size={18} />
        </span>
        <span className={classes.words}>
          <span className={classes.title}>{text(face.title)}</span>{" "}
          <span className={classes.help}>{text(face.help)}</span>
        </span>
      </button>
    </Tooltip>
  );
}

/** The steps of one kind, or of all; whoever types searches all of them. Drag one onto the map, or press Enter. */
export function Palette({ shelf, add, close }: { shelf: Shelf; add: Add; close: () => void }) {
  const { t, text } = useWords();
  const [query, setQuery] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const taken = useTakers(query);
  const float = useFloat(usePhone() ? "bottom" : "left");
  const shown =
    query.trim() === "" && shelf !== "search"
      ? new Map([...facesByKind].filter(([kind]) => kind === shelf))
      : facesByKind;
  const groups = ranked(shown, query, taken, text);
  const first = groups[0]?.[1][0];
  const box = () => list.current?.closest("aside");
  const take: Add = (type, config) => {
    add(type, config);
    close();
  };
  const back = () => {
    close();
    document.querySelector<HTMLElement>(`nav [data-shelf="${shelf}"], nav [aria-expanded="true"]`)?.focus();
  };
  const outside = useEffectEvent(({ target }: PointerEvent) => {
    if (target instanceof Element && !box()?.contains(target) && target.closest("nav") === null) close();
  });
  useEffect(() => {
    const press = (event: PointerEvent) => outside(event);
    document.addEventListener("pointerdown", press, true);
    return () => document.removeEventListener("pointerdown", press, true);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      back();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const rows = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement);
    rows[event.key === "ArrowDown" ? Math.min(at + 1, rows.length - 1) : at - 1]?.focus();
    if (event.key === "ArrowUp" && at <= 0) box()?.querySelector("input")?.focus();
  };
  return (
    <aside className={classes.palette} aria-label={t("palette.list")} onKeyDown={onKeyDown} ref={float}>
      <div className={classes.top}>
        <TextInput
          className={classes.search!}
          aria-label={t("palette.search")}
          placeholder={t("palette.search")}
          leftSection={<IconSearch size={15} stroke={1.8} />}
          rightSection={query === "" ? <Kbd size="xs">/</Kbd> : null}
          autoFocus={shelf === "search" || !matchMedia("(pointer: coarse)").matches}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && first && !event.nativeEvent.isComposing)
              take(first.type, taken.get(first.type));
          }}
        />
        <CloseButton aria-label={t("palette.hide")} onClick={back} />
      </div>
      <ScrollArea className={classes.list!} type="hover" scrollbarSize={8}>
        <div ref={list}>
          {groups.map(([kind, some]) => (
            <section key={kind} className={classes.group} aria-label={t(`kind.${kind}`)}>
              <h2 className={`${classes.kind} kind-${kind}`}>{t(`kind.${kind}`)}</h2>
              {some.map((face) => (
                <Entry key={face.type} face={face} config={taken.get(face.type)} add={take} done={close} />
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
