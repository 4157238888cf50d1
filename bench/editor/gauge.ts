import type { CDPSession, Page } from "playwright-core";

/** How long a card is dragged, the drawing panned and zoomed, in milliseconds; and how often a hand's mouse says where it is. */
const [lasting, pace] = [3000, 8];

export type Point = { x: number; y: number };
/**
 * Milliseconds between frames; how many frames there were, and how many the browser itself calls long (over 50 ms); per cent of the time that
 * the page's main thread was busy, and with what: the rest is painting, above all.
 */
export type Frames = { p50: number; p95: number; frames: number; long: number; busy: number; with: Work };
type Work = { script: number; style: number; layout: number };

export const percentile = (values: readonly number[], share: number): number =>
  round(values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0);
export const median = (values: readonly number[]): number => percentile(values, 0.5);
const round = (value: number): number => Math.round(value * 10) / 10;

/** In the page, as text: frames are counted where the browser asks for them, and those it calls long by itself. */
const record = `(() => {
  const found = { frames: [], long: 0, on: true };
  let last = 0;
  const tick = (now) => {
    if (last > 0) found.frames.push(now - last);
    last = now;
    if (found.on) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  if (PerformanceObserver.supportedEntryTypes.includes("long-animation-frame"))
    new PerformanceObserver((list) => (found.long += list.getEntries().length)).observe({ type: "long-animation-frame" });
  globalThis.benchFrames = found;
})()`;

/** Seconds so far. */
async function workOf(session: CDPSession): Promise<Work & { all: number }> {
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string): number => metrics.find((each) => each.name === name)?.value ?? 0;
  return {
    all: of("TaskDuration"),
    script: of("ScriptDuration"),
    style: of("RecalcStyleDuration"),
    layout: of("LayoutDuration"),
  };
}

/** What frames a page makes while a hand does something; `move` is called at a mouse's pace until the time is over. */
export async function framesWhile(
  page: Page,
  session: CDPSession,
  move: (elapsed: number) => Promise<void>,
): Promise<Frames> {
  await page.evaluate(record);
  const before = await workOf(session);
  const begun = performance.now();
  let turns = 0;
  for (let elapsed = 0; elapsed < lasting; elapsed = performance.now() - begun) {
    await move(elapsed);
    turns += 1;
    const early = turns * pace - (performance.now() - begun);
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    else turns = Math.floor((performance.now() - begun) / pace);
  }
  const wall = (performance.now() - begun) / 1000;
  const after = await workOf(session);
  const share = (of: keyof typeof after): number => Math.round(((after[of] - before[of]) / wall) * 100);
  const { frames, long } = await page.evaluate<{ frames: number[]; long: number }>(
    "(benchFrames.on = false, { frames: benchFrames.frames, long: benchFrames.long })",
  );
  return {
    p50: percentile(frames, 0.5),
    p95: percentile(frames, 0.95),
    frames: frames.length,
    long,
    busy: share("all"),
    with: { script: share("script"), style: share("style"), layout: share("layout") },
  };
}

/** In circles around where it began, as a hand that looks for a place does. */
export const circle = ({ x, y }: Point, elapsed: number): Point => ({
  x: x + 130 * Math.sin(elapsed / 240),
  y: y + 80 * (1 - Math.cos(elapsed / 240)),
});

export async function dragging(
  page: Page,
  session: CDPSession,
  from: Point,
  button: "left" | "middle" | null = "left",
): Promise<Frames> {
  await page.mouse.move(from.x, from.y);
  if (button) await page.mouse.down({ button });
  // What a first move sets up belongs to the press.
  await page.mouse.move(from.x + 6, from.y + 4, { steps: 3 });
  const frames = await framesWhile(page, session, async (elapsed) => {
    const { x, y } = circle(from, elapsed);
    await page.mouse.move(x, y);
  });
  await page.mouse.move(from.x, from.y);
  if (button) await page.mouse.up({ button });
  return frames;
}

/** By the wheel, in and out by turns. */
export async function zooming(page: Page, session: CDPSession, at: Point): Promise<Frames> {
  await page.mouse.move(at.x, at.y);
  let told = 0;
  return framesWhile(page, session, async (elapsed) => {
    if (elapsed - told < 16) return;
    told = elapsed;
    await page.mouse.wheel(0, Math.floor(elapsed / 750) % 2 === 0 ? -24 : 24);
  });
}

/** From a key to the next paint, in milliseconds: from when the key was pressed until the frame that follows it was made. */
const typed = `(() => {
  const found = { paints: [], events: [] };
  addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => found.paints.push(performance.now() - timeStamp);
    port2.postMessage(null);
  }), true);
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown" || name === "input") found.events.push(duration);
  }).observe({ type: "event", durationThreshold: 16 });
  globalThis.benchTyped = found;
})()`;

export type Typing = { p50: number; p95: number; worst: number; event: number };

/** Types into what has the keyboard, with pauses in which what waits for a pause comes in between. `event`: the longest that the browser itself reports. */
export async function typing(page: Page): Promise<Typing> {
  await page.evaluate(typed);
  for (const [at, letter] of [..."La rentree des apprentis, en images"].entries()) {
    await page.keyboard.press(letter);
    await page.waitForTimeout(at % 12 === 11 ? 900 : 60);
  }
  await page.waitForTimeout(200);
  const { paints, events } = await page.evaluate<{ paints: number[]; events: number[] }>("benchTyped");
  return {
    p50: percentile(paints, 0.5),
    p95: percentile(paints, 0.95),
    worst: percentile(paints, 1),
    event: Math.max(0, ...events),
  };
}

/**
 * Put into a page before anything of its own: says when so many cards and wires stood in it, all of them visible, and a frame was painted with
 * them. Milliseconds from the navigation.
 */
export const watchFor = (card: string, cards: number, wires: string, most: number): string => `(() => {
  const look = () => {
    const found = document.querySelectorAll(${JSON.stringify(card)});
    const there = found.length >= ${cards} && ${wires} >= ${most} && [...found].every((each) => each.style.visibility !== "hidden");
    if (!there) return void requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame((now) => (globalThis.benchPainted = now)));
  };
  requestAnimationFrame(look);
})()`;

export async function painted(page: Page): Promise<number> {
  const until = performance.now() + 60_000;
  // The page's policy lets nothing be evaluated in it that waits.
  while (performance.now() < until) {
    const at = await page.evaluate<number | null>("globalThis.benchPainted ?? null");
    if (at !== null) return Math.round(at);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the drawing was not painted within a minute");
}

/** Megabytes of JavaScript's heap, after what is not needed was let go. */
export async function heap(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return round((metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0) / 1024 / 1024);
}
