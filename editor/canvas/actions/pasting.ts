import "./words.ts";
import { maxNodes } from "#engine/map.ts";
import { withoutSecrets } from "#engine/salvage.ts";
import { announce } from "../../announce.ts";
import { aside, type Piece } from "../../drawing/clipboard.ts";
import { snap, type Point } from "../../drawing/draft.ts";
import { meet } from "../../drawing/boxes.ts";
import { boundsOf, hasRoom, mostBytes, readPasted, type Pasted } from "../../drawing/pasted.ts";
import { wordsOf, type Words } from "../../language.tsx";
import { faces, manifests } from "../../nodes.ts";
import { insert } from "../state/commands.ts";
import { withSteps } from "../state/step-types.ts";
import type { Desk } from "./action.ts";
import { keyName } from "./key-names.ts";

type Steps = Extract<Pasted, { is: "steps" }>;
const words = () => wordsOf(document.documentElement.lang === "fr" ? "fr" : "en");
/** Between what is there and a whole map that is laid below it. */
const below = 96;

/** Takes what was pasted onto the canvas or dropped there; what cannot be taken is said, and why. */
export async function pasteIn(
  desk: Desk,
  { text, files = [] }: { text: string; files?: readonly File[] },
): Promise<void> {
  const { t } = words();
  const [file, ...others] = files;
  // Who copies cells or words with a picture of them means the words.
  if (file === undefined || text.trim() !== "") return take(desk, readPasted(text));
  if (others.length > 0) return announce.warning(t("paste.one"));
  if (file.size > mostBytes) return take(desk, { is: "large", bytes: file.size });
  const named = /\.json$/iu.test(file.name) || file.type === "application/json";
  const read = named ? await file.text().catch(() => null) : null;
  if (read === null) return announce.warning(t("paste.noMap", { name: file.name }));
  const pasted = readPasted(read);
  // A file of words is no address either.
  return take(desk, pasted.is === "words" || pasted.is === "address" ? { is: "broken", line: 1, column: 1 } : pasted);
}

/** The same from a menu, where the browser hands out what was copied. */
export async function pasteCopied(desk: Desk): Promise<void> {
  const { t } = words();
  // Absent where the page came over an address that browsers hold unsafe.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  const text = await clipboard?.readText().catch(() => undefined);
  if (text === undefined) return announce.warning(t("paste.ask", { keys: keyName("mod+v", t) }));
  return pasteIn(desk, { text });
}

async function take(desk: Desk, pasted: Pasted): Promise<void> {
  const { t, text, number } = words();
  if (pasted.is === "steps") return lay(desk, pasted);
  if (pasted.is === "address") {
    desk.open("drawing");
    return desk.canvas.set({ sought: pasted.address, asked: null });
  }
  if (pasted.is === "large")
    return announce.warning(t("paste.large", { size: number(Math.ceil(pasted.bytes / 1000)) }));
  if (pasted.is === "refused") return announce.warning(t("paste.refused", { problem: text(pasted.problem.message) }));
  if (pasted.is === "broken") return announce.warning(t("paste.broken", pasted));
  announce.warning(t(`paste.${pasted.is}`));
}

async function lay(desk: Desk, pasted: Steps): Promise<void> {
  const { canvas, camera } = desk;
  const whole = pasted.name !== null;
  const piece = whole ? await laidOut(desk, pasted.piece) : pasted.piece;
  if (!hasRoom(canvas.document(), piece)) return announce.warning(words().t("paste.full", { count: maxNodes }));
  await withSteps(piece, () => {
    const { document, problems } = withoutSecrets({ ...canvas.document(), nodes: piece.nodes }, manifests);
    const clean = { ...piece, nodes: document?.nodes ?? [] };
    insert(canvas, clean, "paste", whole ? under(desk, clean) : near(desk, clean));
    // All of the map is looked at, and no panel of what is chosen lies over it.
    if (whole) canvas.choose([]);
    if (whole) requestAnimationFrame(() => requestAnimationFrame(() => camera.fit()));
    tell({ ...pasted, problems: [...pasted.problems, ...problems] }, words());
  });
}

/** A file without places is laid out as it is when it is opened. */
async function laidOut({ canvas }: Desk, piece: Piece): Promise<Piece> {
  const { placed } = await import("../../drawing/placed.ts");
  const { notes: _notes, groups: _groups, ...rest } = canvas.document();
  const { relaymap, ...parts } = piece;
  const { nodes, notes } = placed({ ...rest, ...parts });
  return { ...piece, relaymap, nodes, ...(notes ? { notes } : {}) };
}

/** Below what is there, at its left edge. */
function under({ canvas }: Desk, piece: Piece): Point {
  const [there, own] = [boundsOf(canvas.document()), boundsOf(piece)];
  if (there === null || own === null) return { x: 0, y: 0 };
  return snap({ x: there.x - own.x, y: there.y + there.height + below - own.y });
}

/** A little aside of where it was; in the middle of what is seen where that is out of sight, as in another map. */
function near({ canvas, flow, camera }: Desk, piece: Piece): Point {
  const by = aside(canvas.document(), piece);
  const own = boundsOf(piece);
  const view = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (!view || !own) return by;
  const [from, to] = [
    flow.screenToFlowPosition({ x: view.left, y: view.top }),
    flow.screenToFlowPosition({ x: view.right, y: view.bottom }),
  ];
  const seen = { ...from, width: to.x - from.x, height: to.y - from.y };
  if (meet({ ...own, x: own.x + by.x, y: own.y + by.y }, seen, 0)) return by;
  const middle = camera.middle();
  return snap({ x: middle.x - own.x - own.width / 2, y: middle.y - own.y - own.height / 2 });
}

/** What was taken of a map; of a piece, which is seen and is what was meant, only what is odd about it. */
function tell({ piece, name, problems }: Steps, { t, text }: Words): void {
  const counts = [
    ["steps", piece.nodes.length],
    ["notes", piece.notes?.length ?? 0],
    ["groups", piece.groups?.length ?? 0],
  ] as const;
  const what = counts.flatMap(([part, count]) => (count > 0 ? [t(`paste.${part}`, { count })] : [])).join(", ");
  const unknown = piece.nodes.filter(({ type }) => !faces.has(type)).length;
  const odd = [
    ...(unknown > 0 ? [t("paste.unknown", { count: unknown })] : []),
    ...(problems[0] ? [t("paste.unread", { count: problems.length, problem: text(problems[0].message) })] : []),
  ];
  if (name === null && odd.length === 0) return;
  const said = [t(name === null ? "paste.took" : "paste.map", { name, what }), ...odd].join(" ");
  if (odd.length > 0) announce.warning(said);
  else announce.done(said);
}
