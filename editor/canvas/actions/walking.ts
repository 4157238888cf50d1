import "./words.ts";
import { announce } from "../../announce.ts";
import { calledOf } from "../../drawing/describe.ts";
import { moveNodes, type End } from "../../drawing/draft.ts";
import { apart, card } from "../../drawing/inserting.ts";
import { inFlow, neighbour, reachable, wiresOf, type Way } from "../../drawing/walk.ts";
import { outputsOf } from "../../drawing/wiring.ts";
import { wordsOf } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { focusCard } from "../floats/focus-card.ts";
import { join, removeChosen } from "../state/commands.ts";
import type { Desk } from "./action.ts";

/** What the keyboard does on the drawing. It comes with the first such key; what it says is said in the page's language. */

const wayOf = (combo: string): Way => combo.replace(/^.*arrow/u, "") as Way;
const words = () => wordsOf(document.documentElement.lang === "fr" ? "fr" : "en");

function called({ canvas }: Desk, id: string): string {
  const node = canvas.document().nodes.find((each) => each.id === id);
  return node ? calledOf(node, manifests.get(node.type), words().text) : "";
}

/** The step where the keyboard is: the chosen one, else the one that has the focus. */
export function here({ canvas }: Desk): string | null {
  const { nodes } = canvas.document();
  const chosen = nodes.filter(({ id }) => canvas.get().chosen.has(id));
  if (chosen.length === 1) return chosen[0]!.id;
  const focused = document.activeElement?.closest<HTMLElement>(".react-flow__node")?.dataset["id"];
  return focused !== undefined && nodes.some(({ id }) => id === focused) ? focused : null;
}

function go({ canvas }: Desk, id: string): void {
  canvas.choose([id]);
  focusCard(id);
}

/** Along the wires: to the next step, the one before, or beside. From a chosen wire, to one of its ends; from nowhere, to the first step. */
export function walk(desk: Desk, combo: string): void {
  const { canvas } = desk;
  const { edges } = canvas.document();
  const way = wayOf(combo);
  const wire = edges.find(({ id }) => canvas.get().chosen.has(id));
  const at = here(desk);
  if (wire && (way === "right" || way === "left")) return go(desk, way === "right" ? wire.to.node : wire.from.node);
  if (wire && at !== null) return chooseWire(desk, way === "down" ? 1 : -1);
  const next = at === null ? inFlow(canvas.document())[0]?.id : neighbour(canvas.document(), at, way);
  if (next) go(desk, next);
  else canvas.say(words().t(`walk.end.${way}`));
}

/** Moves what is chosen: by the grid, with Alt by a pixel. One deed as long as the keys go on. */
export function move({ canvas }: Desk, combo: string): void {
  const by = combo.startsWith("alt+") ? 1 : 8;
  const [dx, dy] = { right: [by, 0], left: [-by, 0], up: [0, -by], down: [0, by] }[wayOf(combo)] as [number, number];
  const moved = canvas.document().nodes.filter(({ id }) => canvas.get().chosen.has(id));
  const [first] = moved;
  if (!first) return;
  const places = moved.map(({ id, position: { x, y } }) => [id, { x: x + dx, y: y + dy }] as const);
  canvas.edit(moveNodes(new Map(places)), `move ${moved.map(({ id }) => id).join(" ")}`);
  const { x, y } = first.position;
  canvas.say(words().t("walk.moved", { x: Math.round(x + dx), y: Math.round(y + dy) }));
}

/** The next wire of the step where the keyboard is, so that it can be cut or get a step. */
export function chooseWire(desk: Desk, by = 1): void {
  const { canvas } = desk;
  const focused = document.activeElement?.closest<HTMLElement>(".react-flow__node")?.dataset["id"];
  const at = here(desk) ?? focused ?? null;
  const wires = at === null ? [] : wiresOf(canvas.document(), at);
  const now = wires.findIndex((id) => canvas.get().chosen.has(id));
  const id = wires[now < 0 ? 0 : (now + by + wires.length) % wires.length];
  const edge = canvas.document().edges.find((each) => each.id === id);
  if (!edge) return canvas.say(words().t("walk.noWire"));
  canvas.choose([edge.id]);
  const [from, to] = [called(desk, edge.from.node), called(desk, edge.to.node)];
  canvas.say(words().t("walk.wire", { from, to, number: wires.indexOf(edge.id) + 1, count: wires.length }));
}

/** Asks which step comes into the chosen wire. */
export function askInto({ canvas }: Desk): void {
  const { nodes, edges } = canvas.document();
  const edge = edges.find(({ id }) => canvas.get().chosen.has(id));
  const from = nodes.find(({ id }) => id === edge?.from.node);
  const to = nodes.find(({ id }) => id === edge?.to.node);
  if (!edge || !from || !to) return;
  const at = {
    x: (from.position.x + card.whole + to.position.x) / 2,
    y: (from.position.y + to.position.y) / 2 + card.port,
  };
  canvas.set({ asked: { at, from: edge.from, to: edge.to, wire: edge.id } });
}

/** Deletes what is chosen; the keyboard goes on beside it. */
export function cut(desk: Desk): void {
  const { canvas } = desk;
  const at = here(desk);
  const gone = at !== null && canvas.get().chosen.has(at);
  const next = gone ? (neighbour(canvas.document(), at, "left") ?? neighbour(canvas.document(), at, "right")) : at;
  removeChosen(canvas);
  if (next !== null && document.querySelector(".react-flow__node:focus, body:focus") !== null) go(desk, next);
}

function say(desk: Desk, from: End, to: string, targets: readonly string[]): void {
  const names = { from: called(desk, from.node), to: called(desk, to) };
  desk.canvas.say(words().t("walk.joining", { ...names, number: targets.indexOf(to) + 1, count: targets.length }));
}

/** Begins a wire from the step where the keyboard is; once begun, takes its next way out. */
export function startWire(desk: Desk): void {
  const { canvas } = desk;
  const { joining } = canvas.get();
  const at = joining?.from.node ?? here(desk);
  const node = canvas.document().nodes.find(({ id }) => id === at);
  if (!node) return;
  const ports = outputsOf(manifests.get(node.type), node).map(({ id }) => id);
  if (ports.length === 0) return announce.warning(words().t("refused.last"));
  const used = new Set(canvas.document().edges.flatMap(({ from }) => (from.node === node.id ? [from.port] : [])));
  const first = Math.max(
    0,
    ports.findIndex((port) => !used.has(port)),
  );
  const begin = joining ? ports.indexOf(joining.from.port) + 1 : first;
  for (let turn = 0; turn < ports.length; turn += 1) {
    const from = { node: node.id, port: ports[(begin + turn) % ports.length]! };
    const targets = reachable(canvas.document(), manifests, from);
    const y = node.position.y;
    const near = (id: string) => {
      const place = canvas.document().nodes.find((each) => each.id === id)?.position ?? { x: 0, y: 0 };
      return Math.abs(place.x - node.position.x - apart) + Math.abs(place.y - y);
    };
    const [to] = targets.toSorted((a, b) => near(a) - near(b));
    if (to === undefined) continue;
    canvas.set({ joining: { from, to } });
    say(desk, from, to, targets);
    return desk.camera.reveal(to);
  }
  announce.warning(words().t("walk.nowhere", { title: called(desk, node.id) }));
}

/** The next or the previous of the steps to which the wire may lead. */
export function pickTarget(desk: Desk, combo: string): void {
  const { joining } = desk.canvas.get();
  if (!joining) return;
  const targets = reachable(desk.canvas.document(), manifests, joining.from);
  const by = ["right", "down"].includes(wayOf(combo)) ? 1 : -1;
  const to = targets[(targets.indexOf(joining.to) + by + targets.length) % targets.length];
  if (to === undefined) return;
  desk.canvas.set({ joining: { ...joining, to } });
  say(desk, joining.from, to, targets);
  desk.camera.reveal(to);
}

export function endWire(desk: Desk): void {
  const { joining } = desk.canvas.get();
  if (!joining) return;
  desk.canvas.set({ joining: null });
  const reason = join(desk.canvas, joining.from, true, joining.to);
  if (reason) announce.warning(words().t(`refused.${reason}`));
  go(desk, joining.from.node);
}

export function stopWire(desk: Desk): void {
  const { joining } = desk.canvas.get();
  desk.canvas.set({ joining: null });
  desk.canvas.say(words().t("walk.stopped"));
  if (joining) go(desk, joining.from.node);
}

/** Puts the keyboard into the first field of the settings, which may still be on their way. */
export function firstField(frames = 120): void {
  const field = document.querySelector("aside [data-field]");
  // What stands in for a field whose code is still to come is no field.
  const wanted = "input, textarea:not([aria-busy=true]), button, [contenteditable=true]";
  const input = field?.matches(wanted) ? field : field?.querySelector(wanted);
  if (input instanceof HTMLElement) input.focus();
  else if (frames > 0) requestAnimationFrame(() => firstField(frames - 1));
}
