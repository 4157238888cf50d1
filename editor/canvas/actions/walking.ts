import "./words.ts";
import { announce } from "../../announce.ts";
import { calledOf } from "../../drawing/describe.ts";
import { chain, moveNodes, type End, type Point } from "../../drawing/draft.ts";
import { apart, card } from "../../drawing/inserting.ts";
import { groupKey, moveNotes, noteKey, noteStep, resizeNote } from "../../drawing/marks.ts";
import { inFlow, neighbour, reachable, wiresOf, type Way } from "../../drawing/walk.ts";
import { outputsOf } from "../../drawing/wiring.ts";
import { wordsOf } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import { focusCard } from "../floats/focus-card.ts";
import { join, removeChosen } from "../state/commands.ts";
import type { Desk } from "./action.ts";

/** What the keyboard does on the drawing. It comes with the first such key; what it says is said in the page's language. */

const wayOf = (combo: string): Way => combo.replace(/^.*arrow/u, "") as Way;
const texts = () => wordsOf(document.documentElement.lang === "fr" ? "fr" : "en");

function called({ canvas }: Desk, id: string): string {
  const node = canvas.document().nodes.find((each) => each.id === id);
  return node ? calledOf(node, manifests.get(node.type), texts().text) : "";
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
  else canvas.say(texts().t(`walk.end.${way}`));
}

/** Chooses the next step beside those that are chosen; from one that is chosen already, as a hand with Ctrl would go on. */
export function chooseAlso(desk: Desk, combo: string): void {
  const { canvas } = desk;
  const focused = document.activeElement?.closest<HTMLElement>(".react-flow__node")?.dataset["id"];
  const at = focused ?? here(desk);
  const next = at === null ? undefined : neighbour(canvas.document(), at, wayOf(combo));
  if (next === undefined || next === null) return canvas.say(texts().t(`walk.end.${wayOf(combo)}`));
  const chosen = new Set([...canvas.get().chosen, next]);
  canvas.choose(chosen);
  focusCard(next, { quiet: true });
  const count = canvas.document().nodes.filter(({ id }) => chosen.has(id)).length;
  canvas.say(texts().t("walk.also", { title: called(desk, next), count }));
}

/** Moves what is chosen, a group with all its steps: by the grid, with Alt by a pixel. One deed as long as the keys go on. */
export function move({ canvas }: Desk, combo: string): void {
  const by = combo.startsWith("alt+") ? 1 : 8;
  const [dx, dy] = { right: [by, 0], left: [-by, 0], up: [0, -by], down: [0, by] }[wayOf(combo)] as [number, number];
  const { nodes, notes = [], groups = [] } = canvas.document();
  const { chosen } = canvas.get();
  const framed = new Set(groups.flatMap((group) => (chosen.has(groupKey(group.id)) ? group.nodes : [])));
  const steps = nodes.filter(({ id }) => chosen.has(id) || framed.has(id));
  const words = notes.filter(({ id }) => chosen.has(noteKey(id)));
  const [first] = [...steps, ...words];
  if (!first) return;
  const placesOf = (some: readonly { id: string; position: Point }[]) =>
    new Map(some.map(({ id, position: { x, y } }) => [id, { x: x + dx, y: y + dy }] as const));
  const moved = [...steps.map(({ id }) => id), ...words.map(({ id }) => noteKey(id))];
  canvas.edit(chain(moveNodes(placesOf(steps)), moveNotes(placesOf(words))), `move ${moved.join(" ")}`);
  const { x, y } = first.position;
  canvas.say(texts().t("walk.moved", { x: Math.round(x + dx), y: Math.round(y + dy) }));
}

/** Makes the chosen note wider or narrower, higher or lower. */
export function resize({ canvas }: Desk, combo: string): void {
  const note = canvas.document().notes?.find(({ id }) => canvas.get().chosen.has(noteKey(id)));
  if (!note) return;
  const [width, height] = { right: [noteStep, 0], left: [-noteStep, 0], up: [0, -noteStep], down: [0, noteStep] }[
    wayOf(combo)
  ] as [number, number];
  canvas.edit(resizeNote(note.id, { width, height }), `${note.id} size`);
  const { size } = canvas.document().notes?.find(({ id }) => id === note.id) ?? note;
  canvas.say(texts().t("walk.sized", size));
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
  if (!edge) return canvas.say(texts().t("walk.noWire"));
  canvas.choose([edge.id]);
  const [from, to] = [called(desk, edge.from.node), called(desk, edge.to.node)];
  canvas.say(texts().t("walk.wire", { from, to, number: wires.indexOf(edge.id) + 1, count: wires.length }));
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
  desk.canvas.say(texts().t("walk.joining", { ...names, number: targets.indexOf(to) + 1, count: targets.length }));
}

/** Begins a wire from the step where the keyboard is; once begun, takes its next way out. */
export function startWire(desk: Desk): void {
  const { canvas } = desk;
  const { joining } = canvas.get();
  const at = joining?.from.node ?? here(desk);
  const node = canvas.document().nodes.find(({ id }) => id === at);
  if (!node) return;
  const ports = outputsOf(manifests.get(node.type), node).map(({ id }) => id);
  if (ports.length === 0) return announce.warning(texts().t("refused.last"));
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
  announce.warning(texts().t("walk.nowhere", { title: called(desk, node.id) }));
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
  if (reason) announce.warning(texts().t(`refused.${reason}`));
  go(desk, joining.from.node);
}

export function stopWire(desk: Desk): void {
  const { joining } = desk.canvas.get();
  desk.canvas.set({ joining: null });
  desk.canvas.say(texts().t("walk.stopped"));
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
