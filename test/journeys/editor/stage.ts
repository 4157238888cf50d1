import { join } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import type { Page } from "playwright-core";
import type { Language } from "#engine/text.ts";
import { catalogue, type Key } from "#editor/messages/catalogue.ts";
import { leftInEnglish, lineOf, type Violation, violations, wcag, wear } from "../../browser/axe.ts";
import type { Product } from "../../browser/product.ts";

type Values = Record<string, string | number | Date>;
export type Theme = "light" | "dark";

/** Where the journeys play: one language, one theme that is worn first, and everything that was found wrong on the way. */
export type Stage = {
  product: Product;
  language: Language;
  /** What the product says for a message, whatever its words are today. */
  t: (key: Key, values?: Values) => string;
  /** The same as a pattern that its place may have more words around. */
  like: (key: Key, values?: Values) => RegExp;
  /** A window of a member of the demo. */
  window: (who: Person, size?: "desk" | "phone") => Promise<Page>;
  /** Looks at the page as it stands: axe in both themes, no English in French, no page wider than its window; pictures where a folder is named. */
  look: (page: Page, name: string, options?: { widths?: readonly number[] }) => Promise<void>;
  /** The window that was opened last, for a picture of where a journey ended. */
  lastPage: () => Page | undefined;
  /** Closes all windows. */
  leave: () => Promise<void>;
  /** Something that is wrong, and does not stop the journey. */
  wrong: (what: string) => void;
};

const people = {
  admin: "admin@atelier-lumen.example",
  manager: "camille.durand@atelier-lumen.example",
  ambassador: "hugo.bernard@atelier-lumen.example",
} as const;
export type Person = keyof typeof people;

export const widths = { desk: 1440, laptop: 1024, phone: 390 } as const;
const heights: Record<number, number> = { 1440: 900, 1024: 768, 390: 844 };

/** What axe is asked beyond the standard: habits that are cheap to keep. Regions and headings stand in dialogs of the kit as the kit has them. */
const rules = [...wcag, "best-practice"];

/** What floats above the page is in no landmark, by its nature: lists and menus of the kit, and what the browser draws above everything. */
const floating = "[role=menu], [role=listbox], [role=tooltip], dialog[open]";

export function openStage(
  product: Product,
  { language, theme, shots }: { language: Language; theme: Theme; shots: string | null },
  found: { looks: number; wrong: string[] },
): Stage {
  const windows: Page[] = [];
  const other: Theme = theme === "light" ? "dark" : "light";
  const t: Stage["t"] = (key, values) =>
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

  /** What whoever came before in another language called their maps. */
  async function namesOf(page: Page): Promise<string[]> {
    if (!page.url().includes("/maps")) return [];
    const lists = ["/api/maps?limit=200", "/api/maps?limit=200&only=archived"];
    const read = (path: string) => product.ask<{ rows: { name: string }[] }>(page, "GET", path);
    return (await Promise.all(lists.map(read))).flatMap(({ rows }) => rows.map(({ name }) => name));
  }

  async function fits(page: Page, name: string): Promise<void> {
    const { width = 0 } = page.viewportSize() ?? {};
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) wrong(`${name}: the page is ${wide} px wide in a window of ${width}`);
  }

  const look: Stage["look"] = async (page, name, options = {}) => {
    found.looks += 1;
    await settled(page);
    await wear(page, theme);
    const floats = (await page.locator(floating).count()) > 0;
    for (const each of await violations(page, rules))
      if (!isByNature(each, floats)) wrong(`${name}, ${theme}: ${lineOf(each)}`);
    if (language === "fr")
      for (const [key, words] of await leftInEnglish(page, await namesOf(page)))
        wrong(`${name}: in English: ${key} “${words}”`);
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

  return {
    product,
    language,
    t,
    like: (key, values) => pattern(t(key, values)),
    window: async (who, size = "desk") => {
      const page = await product.window(people[who], { language, phone: size === "phone" });
      windows.push(page);
      return page;
    },
    lastPage: () => windows.findLast((page) => !page.isClosed()),
    leave: async () => void (await Promise.all(windows.map((page) => page.context().close()))),
    look,
    wrong,
  };
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
