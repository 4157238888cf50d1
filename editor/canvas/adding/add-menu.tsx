import "./words.ts";
import { Kbd } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useReactFlow } from "@xyflow/react";
import { useEffect, useEffectEvent, useId, useRef, useState, type KeyboardEvent } from "react";
import type { Face } from "#engine/face.ts";
import { titleOf } from "../../drawing/describe.ts";
import { mayStand, passes, type Asked } from "../../drawing/inserting.ts";
import { useWords } from "../../language.tsx";
import { facesByKind, manifests } from "../../nodes.ts";
import { NodeIcon } from "../../ui/node-icon.tsx";
import { addThere } from "../state/commands.ts";
import { useRoom, type Insets } from "../floats/room.ts";
import { focusCard } from "../floats/focus-card.ts";
import { withManifest } from "../state/step-types.ts";
import { useCanvas } from "../state/store.ts";
import classes from "./add-menu.module.css";
import { LooseWire } from "./loose-wire.tsx";
import { ranked, useTakers } from "./ranked.ts";

const width = 384;
const tallest = 480;
/** From the wire's end, and from the edges of the drawing. */
const away = 20;
const edge = 12;

/** Where the menu stands in the drawing, in its pixels: beside the place, on the other side where there is no room, never cut or below a float. */
function standing(
  place: { x: number; y: number },
  backwards: boolean,
  room: { width: number; height: number },
  { top, bottom }: Insets,
) {
  const right = place.x + away;
  const left = place.x - away - width;
  const fits = right + width + edge <= room.width;
  const x = backwards ? (left >= edge ? left : right) : fits ? right : left;
  const height = Math.min(tallest, room.height - top - bottom - 2 * edge);
  return {
    left: Math.max(edge, Math.min(x, room.width - width - edge)),
    top: Math.max(top + edge, Math.min(place.y - 64, room.height - bottom - height - edge)),
    maxHeight: height,
  };
}

/** What may stand at a place of the drawing: where a wire was let go, what may be wired to it. Enter adds the marked one. */
export function AddMenu({ asked }: { asked: Asked }) {
  const { t, text } = useWords();
  const canvas = useCanvas();
  const flow = useReactFlow();
  const room = useRoom();
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [marked, setMarked] = useState(0);
  const [style] = useState(() => {
    const box = document.querySelector(".react-flow")?.getBoundingClientRect() ?? new DOMRect(0, 0, 1024, 640);
    const at = flow.flowToScreenPosition(asked.at);
    return standing({ x: at.x - box.x, y: at.y - box.y }, asked.from === null && asked.to !== null, box, room.insets());
  });
  const taken = useTakers(query);
  const legal = new Map(
    [...facesByKind].map(([kind, some]) => [
      kind,
      some.filter((face) => mayStand(face, asked) && (asked.wire === undefined || passes(face))),
    ]),
  );
  const groups = ranked(legal, query, taken, text);
  const rows = groups.flatMap(([, some]) => some);
  const now = Math.min(marked, rows.length - 1);

  const end = asked.from ?? asked.to;
  const close = () => {
    canvas.set({ asked: null });
    focusCard(end?.node);
  };
  const pick = (face: Face | undefined) => {
    if (face === undefined) return;
    canvas.set({ asked: null });
    const config = taken.get(face.type);
    void withManifest(face.type, (manifest) =>
      focusCard(addThere(canvas, config === undefined ? manifest : { ...manifest, defaults: config }, asked)),
    );
  };
  const outside = useEffectEvent((target: EventTarget | null) => {
    if (!(target instanceof Node && root.current?.contains(target))) canvas.set({ asked: null });
  });
  useEffect(() => {
    const press = (event: PointerEvent) => outside(event.target);
    document.addEventListener("pointerdown", press, true);
    return () => document.removeEventListener("pointerdown", press, true);
  }, []);
  const mark = (index: number) => {
    setMarked(index);
    list.current?.querySelectorAll("[role=option]")[index]?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = (action: () => void) => {
      event.preventDefault();
      action();
    };
    // A word that is still being composed takes Enter and the arrows itself.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") act(() => mark((now + 1) % Math.max(1, rows.length)));
    else if (event.key === "ArrowUp") act(() => mark((now - 1 + rows.length) % Math.max(1, rows.length)));
    else if (event.key === "Enter") act(() => pick(rows[now]));
    else if (event.key === "Escape" || event.key === "Tab") act(close);
  };

  const node = canvas.document().nodes.find((each) => each.id === end?.node);
  const title = node && titleOf(node, manifests.get(node.type), text);
  const question = title ? t(asked.from ? "adding.after" : "adding.before", { title }) : t("adding.here");
  return (
    <>
      {asked.wire === undefined && <LooseWire asked={asked} />}
      <div ref={root} className={classes.menu} style={style} role="dialog" aria-label={question}>
        <label className={classes.search}>
          <IconSearch size={17} stroke={1.8} aria-hidden="true" />
          <input
            role="combobox"
            aria-label={question}
            aria-expanded
            aria-controls={id}
            aria-autocomplete="list"
            aria-activedescendant={rows[now] && `${id}-${rows[now].type}`}
            placeholder={question}
            autoFocus={!matchMedia("(pointer: coarse)").matches}
            autoComplete="off"
            spellCheck={false}
            maxLength={4000}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
              setMarked(0);
            }}
            onKeyDown={onKeyDown}
          />
        </label>
        <div ref={list} id={id} className={classes.list} role="listbox" aria-label={t("adding.steps")}>
          {groups.map(([kind, some]) => (
            <div key={kind} role="group" aria-label={t(`kind.${kind}`)} className={`kind-${kind}`}>
              <div className={classes.kind} aria-hidden="true">
                {t(`kind.${kind}`)}
              </div>
              {some.map((face) => (
                <button
                  key={face.type}
                  type="button"
                  tabIndex={-1}
                  id={`${id}-${face.type}`}
                  role="option"
                  aria-selected={face === rows[now]}
                  className={classes.row}
                  onPointerMove={() => setMarked(rows.indexOf(face))}
                  onClick={() => pick(face)}
                >
                  <span className={classes.icon}>
                    <NodeIcon manifest={face} size={18} />
                  </span>
                  <span className={classes.words}>
                    <span className={classes.title}>{text(face.title)}</span>
                    <span className={classes.help}>{text(face.help)}</span>
                  </span>
                </button>
              ))}
            </div>
          ))}
        </div>
        {rows.length === 0 && (
          <p className={classes.none} role="status">
            {t("palette.none", { query })}
          </p>
        )}
        <p className={classes.foot} aria-hidden="true">
          <span>
            <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> {t("adding.choose")}
          </span>
          <span>
            <Kbd size="xs">↵</Kbd> {t("adding.add")}
          </span>
          <span>
            <Kbd size="xs">{t("adding.esc")}</Kbd> {t(end ? "adding.drop" : "adding.close")}
          </span>
        </p>
      </div>
    </>
  );
}
