import { useId, useState } from "react";
import { difference } from "#engine/difference.ts";
import type { MapDocument, MapEdge, MapNode } from "#engine/map.ts";
import { layout } from "../../drawing/layout.ts";
import { useWords } from "../../language.tsx";
import { faces } from "../../nodes.ts";
import { signs } from "./change-list.tsx";
import classes from "./change-picture.module.css";
import type { Sort } from "./change-rows.ts";
import { useStepNames } from "../state/step-name.ts";

const card = { width: 118, height: 32 };
/** Of the picture, in its own units; and how small a card may become before only a part of the map is shown. */
const frame = { width: 620, height: 244, room: 22 };
const least = 0.62;

type Place = { x: number; y: number };

/** Both drawings in one: what went stands where it stood. A card where the map has it, unless cards would lie on each other. */
function placed(nodes: readonly MapNode[], edges: readonly MapEdge[], after: MapDocument): Map<string, Place> {
  const own = nodes.map(({ id, position }) => ({ id, x: position.x * 0.5, y: position.y * 0.52 }));
  const taken = own.some((one, index) =>
    own
      .slice(index + 1)
      .some((other) => Math.abs(one.x - other.x) < card.width + 6 && Math.abs(one.y - other.y) < card.height + 6),
  );
  if (nodes.length <= 200 && !taken) return new Map(own.map(({ id, x, y }) => [id, { x, y }]));
  const laid = layout({ ...after, nodes: [...nodes], edges: [...edges] });
  return new Map([...laid].map(([id, { x, y }]) => [id, { x: x * 0.5, y: y * 0.52 }]));
}

/** The part of the map that is shown: all of it where it can be read then, else what is around some steps. */
function lookAt(
  places: ReadonlyMap<string, Place>,
  wanted: readonly string[],
): { x: number; y: number; scale: number } {
  const fit = (points: readonly Place[]) => {
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const [width, height] = [Math.max(...xs) - left + card.width, Math.max(...ys) - top + card.height];
    const scale = Math.min((frame.width - 2 * frame.room) / width, (frame.height - 2 * frame.room) / height, 1.15);
    return { x: left + width / 2, y: top + height / 2, scale };
  };
  const points = wanted.flatMap((id) => places.get(id) ?? []);
  const seen = fit(points.length > 0 ? points : [...places.values()]);
  return { ...seen, scale: Math.max(seen.scale, points.length > 0 ? least : 0) };
}

/** A small drawing of what changes: what came has a plus, what changed an equals sign, what went a minus and a dashed edge. */
export function ChangePicture({
  before,
  after,
  wanted,
}: {
  before: MapDocument;
  after: MapDocument;
  /** Steps that were asked for: they are put in the middle. */
  wanted: readonly string[];
}) {
  const { t } = useWords();
  const { short } = useStepNames();
  const clip = useId();
  const [all, showAll] = useState<readonly string[] | null>(null);
  const { added, edited, removed, wires } = difference(before, after);
  const nodes = [...after.nodes, ...removed];
  if (nodes.length === 0) return null;
  const edges = [...after.edges, ...wires.removed];
  const places = placed(nodes, edges, after);
  const sorts = new Map<string, Sort>([
    ...added.map(({ id }): [string, Sort] => [id, "added"]),
    ...edited.map(({ id }): [string, Sort] => [id, "edited"]),
    ...removed.map(({ id }): [string, Sort] => [id, "removed"]),
  ]);
  const total = lookAt(places, []);
  // A map too large to be read as a whole is shown where it changes.
  const asked =
    wanted.length > 0 && all !== wanted
      ? wanted
      : total.scale < least && all === null
        ? [...sorts.keys()].slice(0, 1)
        : [];
  const { x, y, scale } = lookAt(places, asked);
  const [come, gone] = [new Set(wires.added), new Set(wires.removed)];
  const wireSort = (edge: MapEdge) => (come.has(edge) ? "added" : gone.has(edge) ? "removed" : undefined);
  const at = (id: string) => places.get(id) ?? { x: 0, y: 0 };
  return (
    <div className={classes.frame}>
      <svg
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        role="img"
        aria-label={t("changes.drawing", { added: added.length, edited: edited.length, removed: removed.length })}
      >
        <clipPath id={clip}>
          <rect width={card.width - 32} height={card.height} x={28} />
        </clipPath>
        <g
          className={classes.map}
          style={{
            transform: `translate(${frame.width / 2}px, ${frame.height / 2}px) scale(${scale}) translate(${-x}px, ${-y}px)`,
          }}
        >
          {edges.map((edge, index) => {
            const [from, to] = [at(edge.from.node), at(edge.to.node)];
            const [x1, y1, x2, y2] = [from.x + card.width, from.y + card.height / 2, to.x, to.y + card.height / 2];
            const bend = Math.max(14, (x2 - x1) / 2);
            return (
              <path
                key={index}
                className={classes.wire}
                data-sort={wireSort(edge)}
                d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
              />
            );
          })}
          {nodes.map((node) => {
            const sort = sorts.get(node.id);
            const place = at(node.id);
            const face = faces.get(node.type);
            return (
              <g
                key={node.id}
                className={`${classes.step} kind-${face?.kind ?? "flow"}`}
                data-sort={sort}
                data-wanted={wanted.includes(node.id) || undefined}
                transform={`translate(${place.x} ${place.y})`}
              >
                <rect className={classes.card} width={card.width} height={card.height} rx={9} />
                <rect className={classes.icon} x={8} y={9} width={14} height={14} rx={4} />
                <text className={classes.name} x={28} y={20.5} clipPath={`url(#${clip})`}>
                  {short(node)}
                </text>
                {sort && (
                  <g transform={`translate(${card.width - 2} 2)`}>
                    <circle className={classes.sign} r={9} />
                    <text className={classes.mark} y={4.5}>
                      {signs[sort]}
                    </text>
                  </g>
                )}
              </g>
            );
          })}
        </g>
      </svg>
      {asked.length > 0 && (
        <button type="button" className={classes.fit} onClick={() => showAll(wanted)}>
          {t("changes.fit")}
        </button>
      )}
    </div>
  );
}
