import type { MapDocument } from "#engine/map.ts";
import type { Canvas } from "../state/store.ts";
import classes from "./motion.module.css";
import { lit } from "./lights.ts";

/** Milliseconds: a card's way to its place, a wire drawing itself, an item over one wire, the first publication's pulse. */
const times = { fly: 320, draw: 240, pass: 1400, pulse: 1200, lift: 30 };
const ease = "cubic-bezier(0.2, 0.8, 0.2, 1)";

const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
const cardOf = (id: string): HTMLElement | null =>
  document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"] > div`);
const wireOf = (id: string): SVGPathElement | null =>
  document.querySelector(`.react-flow__edge[data-id="${CSS.escape(id)}"] path.react-flow__edge-path`);

/** Draws a wire from its beginning to its end; afterwards it is as it was. */
function draw(path: SVGPathElement, delay: number): void {
  const length = path.getTotalLength();
  path.animate(
    [
      { strokeDasharray: `${length} ${length}`, strokeDashoffset: length },
      { strokeDasharray: `${length} ${length}`, strokeDashoffset: 0 },
    ],
    { duration: times.draw, delay, easing: ease, fill: "backwards" },
  );
}

/** A card that was just added comes from where it was asked for; with it its wires. */
function arrive(id: string, wires: readonly string[], from: DOMRect | null): void {
  const card = cardOf(id);
  if (card === null) return;
  const to = card.getBoundingClientRect();
  const zoom = to.width / Math.max(1, card.offsetWidth);
  const shift =
    from === null
      ? "0px, 8px"
      : `${(from.x + from.width / 2 - to.x - to.width / 2) / zoom}px, ${(from.y + from.height / 2 - to.y - to.height / 2) / zoom}px`;
  const far = { transform: `translate(${shift}) scale(0.7)`, opacity: 0 };
  const near = { transform: "none", opacity: 1 };
  if (still()) card.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 120 });
  else card.animate([far, near], { duration: times.fly, easing: ease });
  if (!still()) for (const wire of wires) ((path) => path && draw(path, times.fly))(wireOf(wire));
}

/** Points of light that travel over a wire once, one after the other; with less motion a point rests at its middle meanwhile. */
function shine(wire: string, points: number): void {
  const path = wireOf(wire);
  const layer = path?.parentElement;
  if (!path || !layer) return;
  for (let point = 0; point < points; point += 1) {
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    dot.setAttribute("r", "3.5");
    dot.setAttribute("class", classes.light ?? "");
    const way = path.getAttribute("d") ?? "";
    dot.style.offsetPath = `path("${way}")`;
    layer.append(dot);
    const frames = still()
      ? [
          { offsetDistance: "50%", opacity: 1 },
          { offsetDistance: "50%", opacity: 1 },
        ]
      : [
          { offsetDistance: "0%", opacity: 0 },
          { opacity: 1, offset: 0.1 },
          { opacity: 1, offset: 0.9 },
          { offsetDistance: "100%", opacity: 0 },
        ];
    const delay = (point * times.pass) / 4;
    dot
      .animate(frames, { duration: times.pass, delay, fill: "backwards" })
      .finished.then(
        () => dot.remove(),
        () => dot.remove(),
      )
      .catch(() => undefined);
    if (still()) return;
  }
}

/** How far from a source each step stands, at most. */
function depths({ nodes, edges }: MapDocument): Map<string, number> {
  const depth = new Map(nodes.map(({ id }) => [id, 0]));
  for (let round = 0; round < Math.min(nodes.length, 40); round += 1) {
    let moved = false;
    for (const { from, to } of edges) {
      const next = (depth.get(from.node) ?? 0) + 1;
      if (next <= (depth.get(to.node) ?? 0) || next > nodes.length) continue;
      depth.set(to.node, next);
      moved = true;
    }
    if (!moved) break;
  }
  return depth;
}

/** The first publication of a map: one warm pulse from its sources to its faces, which lift one after the other. */
function pulse(drawing: MapDocument): void {
  const depth = depths(drawing);
  const last = Math.max(1, ...depth.values());
  const each = times.pulse / last;
  const glow = getComputedStyle(document.documentElement).getPropertyValue("--glow");
  for (const { id, from } of drawing.edges)
    wireOf(id)?.animate([{}, { stroke: glow, strokeWidth: "4px", strokeOpacity: 1 }, {}], {
      duration: still() ? 120 : each * 1.6,
      delay: still() ? 0 : (depth.get(from.node) ?? 0) * each,
    });
  if (still()) return;
  const ends = drawing.nodes.filter(({ id }) => drawing.edges.every(({ from }) => from.node !== id));
  for (const [at, { id }] of ends.entries())
    cardOf(id)?.animate([{}, { transform: "translateY(-2px)" }, {}], {
      duration: 240,
      delay: times.pulse + at * times.lift,
      easing: ease,
    });
}

/**
 * Watches the drawing and moves what has happened, beside React and once: nothing moves when nothing happens. Cards and wires that are out of
 * sight on a large map are not there, and are not moved. Returns how to stop.
 */
export function moves(canvas: Canvas): () => void {
  let { overlay } = canvas.get();
  let drawing = canvas.document();
  /** Where the hand or the keyboard was last: there a new step was asked for. */
  let from: DOMRect | null = null;
  const press = ({ target }: Event): void => {
    const button =
      target instanceof Element ? target.closest("button, [role=option], [role=menuitem], [draggable]") : null;
    from = button?.getBoundingClientRect() ?? null;
  };
  const onChange = (): void => {
    const state = canvas.get();
    if (state.overlay !== overlay) {
      for (const [wire, points] of lit(overlay, state.overlay)) shine(wire, points);
      overlay = state.overlay;
    }
    const now = canvas.document();
    if (now === drawing) return;
    const before = new Set(drawing.nodes.map(({ id }) => id));
    const wired = new Set(drawing.edges.map(({ id }) => id));
    const [added, ...others] = now.nodes.filter(({ id }) => !before.has(id));
    drawing = now;
    if (added === undefined || others.length > 0) return;
    const wires = now.edges.flatMap(({ id }) => (wired.has(id) ? [] : [id]));
    const start = from;
    // React draws it, and React Flow measures it, within the next frames.
    const look = (tries: number): void => {
      const card = cardOf(added.id);
      const ready = card !== null && getComputedStyle(card).visibility === "visible" && card.offsetWidth > 0;
      if (ready) arrive(added.id, wires, start);
      else if (tries > 0) requestAnimationFrame(() => look(tries - 1));
    };
    requestAnimationFrame(() => look(20));
  };
  const stop = canvas.subscribe(onChange);
  addEventListener("pointerdown", press, true);
  addEventListener("keydown", press, true);
  return () => {
    stop();
    removeEventListener("pointerdown", press, true);
    removeEventListener("keydown", press, true);
  };
}

/** The map was published for the first time just now. */
export const celebrate = (canvas: Canvas): void => pulse(canvas.document());
