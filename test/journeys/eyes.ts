import { join } from "node:path";
import process from "node:process";
import { IntlMessageFormat } from "intl-messageformat";
import type { Page } from "playwright-core";
import type { Language } from "#engine/text.ts";
import { catalogue, type Key } from "#editor/messages/catalogue.ts";
import { inAnotherLanguage, lineOf, type Violation, violations, wcag, wear } from "../browser/axe.ts";

type Values = Record<string, string | number | Date>;
export type Theme = "light" | "dark";
/** One language, one theme that is worn first, and where pictures go. */
export type Scene = { language: Language; theme: Theme; shots: string | null };
/** What a journey saw on its way. */
export type Found = { looks: number; wrong: string[] };

/** What a journey sees and reads: the product's words, and what is wrong with the pages that it meets. */
export type Eyes = {
  language: Language;
  /** What the product says for a message, whatever its words are today. */
  t: (key: Key, values?: Values) => string;
  /** The same as a pattern that its place may have more words around. */
  like: (key: Key, values?: Values) => RegExp;
  /** Looks at the page as it stands: axe in both themes, no words of the other language, no page wider than its window; pictures where a folder is named. */
  look: (page: Page, name: string, options?: { widths?: readonly number[] }) => Promise<void>;
  /** Something that is wrong, and does not stop the journey. */
  wrong: (what: string) => void;
};

export const widths = { desk: 1440, laptop: 1024, phone: 390 } as const;
const heights: Record<number, number> = { 1440: 900, 1024: 768, 390: 844 };

/** What axe is asked beyond the standard: habits that are cheap to keep. Regions and headings stand in dialogs of the kit as the kit has them. */
const rules = [...wcag, "best-practice"];

/** What floats above the page is in no landmark, by its nature: lists and menus of the kit, and what the browser draws above everything. */
const floating = "[role=menu], [role=listbox], [role=tooltip], dialog[open]";

/** `names`: what people called things on the page that is looked at, in whatever language. */
export function openEyes(
  { language, theme, shots }: Scene,
  found: Found,
  names: (page: Page) => Promise<readonly string[]>,
): Eyes {
  const other: Theme = theme === "light" ? "dark" : "light";
  const t: Eyes["t"] = (key, values) =>
    String(new IntlMessageFormat(catalogue[key][language], language).format<string>(values));
  const wrong = (what: string): void => {
    found.wrong.push(`${language}: ${what}`);
    process.stdout.write(`  wrong, ${language}: ${what}\n`);
  };

  async function picture(page: Page, name: string, worn: Theme): Promise<void> {
    const { width = 0 } = page.viewportSize() ?? {};
    if (shots !== null)
      await page.screenshot({ path: join(shots, `${name}-${language}-${worn}-${width}.png`), caret: "initial" });
  }

  async function fits(page: Page, name: string): Promise<void> {
    const { width = 0 } = page.viewportSize() ?? {};
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) wrong(`${name}: the page is ${wide} px wide in a window of ${width}`);
  }

  const look: Eyes["look"] = async (page, name, options = {}) => {
    found.looks += 1;
    await settled(page);
    await wear(page, theme);
    const floats = (await page.locator(floating).count()) > 0;
    for (const each of await violations(page, rules))
      if (!isByNature(each, floats)) wrong(`${name}, ${theme}: ${lineOf(each)}`);
    for (const [key, words] of await inAnotherLanguage(page, language, await names(page)))
      wrong(`${name}: in another language: ${key} “${words}”`);
    await fits(page, name);
    await picture(page, name, theme);
    await wear(page, other);
    for (const each of await violations(page, ["color-contrast"])) wrong(`${name}, ${other}: ${lineOf(each)}`);
    await picture(page, name, other);
    await wear(page, theme);
    const own = page.viewportSize();
    for (const width of shots === null ? [] : (options.widths ?? [])) {
      await page.setViewportSize({ width, height: heights[width] ?? 900 });
      await settled(page);
      await fits(page, name);
      const worn = width === widths.phone ? other : theme;
      await wear(page, worn);
      await picture(page, name, worn);
    }
    await wear(page, theme);
    if (own) await page.setViewportSize(own);
  };

  return { language, t, like: (key, values) => pattern(t(key, values)), look, wrong };
}

/** What lies under a float on the drawing is reached by moving the drawing, as on any map (WCAG 2.5.8, "essential"). */
const isByNature = ({ id, nodes }: Violation, floats: boolean): boolean =>
  (id === "region" && floats) ||
  (id === "target-size" && nodes.every(({ failureSummary }) => failureSummary.includes("partially obscured")));

const pattern = (words: string): RegExp =>
  new RegExp(words.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replace(/\s+/gu, String.raw`\s+`), "u");

/** Nothing is being read any more, and what was is drawn. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null, undefined, { timeout: 20_000 });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}
