import "./words.ts";
import { useReactFlow } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Face } from "#engine/face.ts";
import { titleOf } from "../../drawing/describe.ts";
import { mayStand, passes, type Asked } from "../../drawing/inserting.ts";
import { useWords } from "../../language.tsx";
import { facesByKind, manifests } from "../../nodes.ts";
import { Choices } from "../../ui/choices.tsx";
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
  const root = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
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

  const end = asked.from ?? asked.to;
  const close = () => {
    canvas.set({ asked: null });
    focusCard(end?.node);
  };
  const pick = (face: Face) => {
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
  const node = canvas.document().nodes.find((each) => each.id === end?.node);
  const title = node && titleOf(node, manifests.get(node.type), text);
  const question = title ? t(asked.from ? "adding.after" : "adding.before", { title }) : t("adding.here");
  return (
    <>
      {asked.wire === undefined && <LooseWire asked={asked} />}
      <div ref={root} className={classes.menu} style={style} role="dialog" aria-label={question}>
        <Choices
          label={question}
          listed={t("adding.steps")}
          hint={question}
          query={query}
          ask={setQuery}
          most={4000}
          focus={!matchMedia("(pointer: coarse)").matches}
          groups={groups.map(([kind, some]) => ({
            key: kind,
            name: t(`kind.${kind}`),
            className: `kind-${kind}`,
            some,
          }))}
          idOf={({ type }) => type}
          draw={(face) => (
            <>
              <span className={classes.icon}>
                <NodeIcon manifest={face} size={18} />
              </span>
              <span className={classes.words}>
                <span className={classes.title}>{text(face.title)}</span>
                <span className={classes.help}>{text(face.help)}</span>
              </span>
            </>
          )}
          pick={pick}
          keys={{ Escape: close, Tab: close }}
          none={
            <p className={classes.none} role="status">
              {t("palette.none", { query })}
            </p>
          }
          foot={[
            [["↑", "↓"], t("adding.choose")],
            [["↵"], t("adding.add")],
            [[t("adding.esc")], t(end ? "adding.drop" : "adding.close")],
          ]}
        />
      </div>
    </>
  );
}
