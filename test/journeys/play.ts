import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { languages } from "#engine/text.ts";
import type { Found, Scene, Theme } from "./eyes.ts";

type Staged = {
  /** The window that was opened last, for a picture of where it ended. */
  lastPage: () => Page | undefined;
  /** Closes all windows. */
  leave: () => Promise<void>;
};
export type Points<Stage> = Readonly<Record<string, (stage: Stage) => Promise<void>>>;
/** What all stages of a journey share, and the way to each. */
export type House<Stage> = { stage: (scene: Scene, found: Found) => Stage; close: () => Promise<void> };

/**
 * Leads people through points one by one, in both languages, by turns in light and in dark. A point that fails does not keep the others from being
 * tried: each is told on a line of its own. Names of points, also as `--only a,b`; `--language fr`; `--shots DIR`: pictures of each state.
 */
export async function play<Stage extends Staged>(
  args: readonly string[],
  points: Points<Stage>,
  open: () => Promise<House<Stage>>,
): Promise<Record<string, number>> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { shots: { type: "string" }, only: { type: "string" }, language: { type: "string" } },
  });
  const shots = values.shots ?? null;
  if (shots !== null) await mkdir(shots, { recursive: true });
  const named = [...positionals, ...(values.only?.split(",") ?? [])];
  const wanted = named.length === 0 ? Object.keys(points) : named;
  const unknown = wanted.filter((name) => points[name] === undefined);
  if (unknown.length > 0)
    throw new Error(`There is no ${unknown.join(", ")}. There are: ${Object.keys(points).join(", ")}.`);
  const spoken = languages.filter((language) => values.language === undefined || language === values.language);
  if (spoken.length === 0)
    throw new Error(`Nobody here speaks ${values.language}. There are: ${languages.join(", ")}.`);
  const found: Found = { looks: 0, wrong: [] };
  const told = { passed: 0, failed: 0 };
  const begun = performance.now();
  const house = await open();
  let complaints = 0;
  try {
    for (const [turn, language] of spoken.entries())
      for (const [place, name] of wanted.entries()) {
        const theme: Theme = (turn + place) % 2 === 0 ? "light" : "dark";
        const scene = { language, theme, shots };
        told[(await lead(name, points, house.stage(scene, found), scene)) ? "passed" : "failed"] += 1;
      }
  } finally {
    await house.close().catch((error: unknown) => {
      complaints += 1;
      console.log(String(error));
    });
  }
  const seconds = Math.round((performance.now() - begun) / 1000);
  return { ...told, looks: found.looks, wrong: found.wrong.length, complaints, seconds };
}

async function lead<Stage extends Staged>(
  name: string,
  points: Points<Stage>,
  stage: Stage,
  { language, theme, shots }: Scene,
): Promise<boolean> {
  const begun = performance.now();
  const said = () => `${name}, ${language}, ${theme}: ${((performance.now() - begun) / 1000).toFixed(0)} s`;
  try {
    await points[name]?.(stage);
    console.log(`passed  ${said()}`);
    return true;
  } catch (error) {
    console.log(`FAILED  ${said()}\n${error instanceof Error ? error.stack : String(error)}`);
    const last = stage.lastPage();
    if (shots !== null)
      await last?.screenshot({ path: join(shots, `failed-${name}-${language}.png`) }).catch(() => undefined);
    return false;
  } finally {
    await stage.leave();
  }
}

/** Nothing that a journey of points may end with was found. */
export const isSound = ({ passed = 0, failed = 0, wrong = 0, complaints = 0 }: Record<string, number>): boolean =>
  passed > 0 && failed + wrong + complaints === 0;
