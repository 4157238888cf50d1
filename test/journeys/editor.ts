import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { languages, type Language } from "#engine/text.ts";
import { openProduct } from "../browser/product.ts";
import { cards } from "./editor/cards.ts";
import { gallery } from "./editor/gallery.ts";
import { hand } from "./editor/hand.ts";
import { lists } from "./editor/lists.ts";
import { messages } from "./editor/messages.ts";
import { outline } from "./editor/outline.ts";
import { pages } from "./editor/pages.ts";
import { panels } from "./editor/panels.ts";
import { several } from "./editor/several.ts";
import { openStage, type Stage, type Theme } from "./editor/stage.ts";
import { versions } from "./editor/versions.ts";

/** The points of the editor that a person can be led through, in the order in which they are. Speed has a bench of its own. */
const points: Record<string, (stage: Stage) => Promise<void>> = {
  hand,
  several,
  panels,
  cards,
  messages,
  versions,
  gallery,
  lists,
  outline,
  pages,
};

/**
 * Leads a person through everything that the editor can do, point by point, in both languages, by turns in light and in dark; what is met on
 * the way is looked at (stage.ts). A point that fails does not keep the others from being tried: each is told on a line of its own.
 * `--shots DIR`: pictures of each state; `--only hand,lists`, `--language fr`: less of it.
 */
export async function editor(args: readonly string[]): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args: [...args],
    options: { shots: { type: "string" }, only: { type: "string" }, language: { type: "string" } },
  });
  const shots = values.shots ?? null;
  if (shots !== null) await mkdir(shots, { recursive: true });
  const wanted = values.only?.split(",") ?? Object.keys(points);
  const unknown = wanted.filter((name) => points[name] === undefined);
  if (unknown.length > 0)
    throw new Error(`There is no point ${unknown.join(", ")}. There are: ${Object.keys(points).join(", ")}.`);
  const spoken = languages.filter((language) => values.language === undefined || language === values.language);
  const found = { looks: 0, wrong: new Array<string>() };
  const told = { passed: 0, failed: 0 };
  const begun = performance.now();
  const product = await openProduct();
  let complaints = 0;
  try {
    for (const [turn, language] of spoken.entries())
      for (const [place, name] of wanted.entries()) {
        const theme: Theme = (turn + place) % 2 === 0 ? "light" : "dark";
        const ended = await play(name, openStage(product, { language, theme, shots }, found), {
          language,
          theme,
          shots,
        });
        told[ended ? "passed" : "failed"] += 1;
      }
  } finally {
    await product.close().catch((error: unknown) => {
      complaints += 1;
      console.log(String(error));
    });
  }
  const seconds = Math.round((performance.now() - begun) / 1000);
  return { ...told, looks: found.looks, wrong: found.wrong.length, complaints, seconds };
}

async function play(
  name: string,
  stage: Stage,
  { language, theme, shots }: { language: Language; theme: Theme; shots: string | null },
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
