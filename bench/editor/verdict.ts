import { type Frames, median, type Typing } from "./gauge.ts";

/** What was seen of one editor, or of the empty page, in one round. */
export type Figures = {
  name: string;
  /** Milliseconds until all was painted: with nothing kept by the browser, and with what it keeps. */
  open?: { cold: number; again: number };
  /** Kilobytes, compressed. */
  weight?: { scripts: number; styles: number };
  /** Megabytes. */
  heap?: number;
  frames: Record<string, Frames>;
  typing: Record<string, Typing>;
};

const goals = { open: 1500, frame: 16.7, typing: 50, scripts: 350 };
/** In tenths of a millisecond the browser says when a frame began. */
const grain = 0.1;

/** The figures that are shown, and of those that have a goal what it is: given what the empty page did under the same hand. */
const rows: readonly {
  title: string;
  of: (figures: Figures) => number | undefined;
  goal?: (empty: number | undefined) => number;
}[] = [
  { title: "open, nothing kept by the browser, ms", of: ({ open }) => open?.cold },
  { title: "open again, ms", of: ({ open }) => open?.again, goal: () => goals.open },
  ...["drag, near", "drag, whole map", "pan, near", "zoom"].flatMap((gesture) => [
    { title: `${gesture}: frame p50, ms`, of: ({ frames }: Figures) => frames[gesture]?.p50 },
    {
      title: `${gesture}: frame p95, ms`,
      of: ({ frames }: Figures) => frames[gesture]?.p95,
      ...(gesture.startsWith("drag")
        ? { goal: (empty: number | undefined) => Math.max(goals.frame, empty ?? 0) + grain }
        : {}),
    },
    { title: `${gesture}: long frames`, of: ({ frames }: Figures) => frames[gesture]?.long },
    { title: `${gesture}: main thread busy, %`, of: ({ frames }: Figures) => frames[gesture]?.busy },
  ]),
  ...["template", "text"].flatMap((field) => [
    { title: `a key in a ${field} field to its paint: p50, ms`, of: ({ typing }: Figures) => typing[field]?.p50 },
    {
      title: `a key in a ${field} field to its paint: p95, ms`,
      of: ({ typing }: Figures) => typing[field]?.p95,
      goal: (empty: number | undefined) => goals.typing + Math.max(0, (empty ?? 0) - goals.frame),
    },
  ]),
  { title: "heap, MB", of: ({ heap }) => heap },
  { title: "first load of scripts, kB gzip", of: ({ weight }) => weight?.scripts, goal: () => goals.scripts },
  { title: "first load of styles, kB gzip", of: ({ weight }) => weight?.styles },
];

function medianOf(all: readonly Figures[], name: string, of: (figures: Figures) => number | undefined) {
  const values = all.filter((each) => each.name === name).flatMap((each) => of(each) ?? []);
  return values.length === 0 ? undefined : median(values);
}

const [empty, own] = ["empty page", "Relaymap"];

/** Medians of the rounds, as a table in Markdown. */
export function table(all: readonly Figures[]): string {
  const names = [...new Set(all.map(({ name }) => name))];
  const line = (cells: readonly (string | number | undefined)[]): string =>
    `| ${cells.map((cell) => cell ?? "–").join(" | ")} |`;
  return [
    line(["", ...names]),
    line(["---", ...names.map(() => "---:")]),
    ...rows.map(({ title, of }) => line([title, ...names.map((name) => medianOf(all, name, of))])),
  ].join("\n");
}

/**
 * The goals that were missed, a sentence each, by the medians of the rounds. An empty page under the same hand is what this machine can do: where
 * it makes no frame in 16.7 ms, or paints a plain field later than in the next frame, a drag may take as long as it does, and a key as much
 * longer. Opening and weight are absolute. Panning and zooming are shown and have no goal.
 */
export function failures(all: readonly Figures[]): string[] {
  return rows.flatMap(({ title, of, goal }) => {
    const found = medianOf(all, own, of);
    // On an empty page there is one way to drag.
    const basis =
      medianOf(all, empty, of) ??
      (title.startsWith("drag") ? medianOf(all, empty, ({ frames }) => frames["drag, near"]?.p95) : undefined);
    const most = goal?.(basis);
    if (found === undefined || most === undefined || found <= most) return [];
    return [`Missed: ${title}: ${found}, and at most ${Math.round(most * 10) / 10} was the goal here.`];
  });
}
