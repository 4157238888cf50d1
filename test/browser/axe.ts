import axe from "axe-core";
import type { Page } from "playwright-core";
import { catalogue } from "#editor/messages/catalogue.ts";

/** What WCAG 2.2 asks for at levels A and AA. */
export const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export type Violation = { id: string; impact: string | null; nodes: { html: string; failureSummary: string }[] };

/** What axe finds wrong on the page as it stands. `rules`: tags, or names of rules. */
export async function violations(page: Page, rules: readonly string[]): Promise<Violation[]> {
  // The page's policy forbids added scripts; the checker comes in past it.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return await page.evaluate(
    async (runOnly) => {
      const checker = (
        globalThis as unknown as { axe: { run: (options: unknown) => Promise<{ violations: Violation[] }> } }
      ).axe;
      const { violations: found } = await checker.run({ resultTypes: ["violations"], runOnly });
      return found.map(({ id, impact, nodes }) => ({
        id,
        impact,
        nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
      }));
    },
    [...rules],
  );
}

/** A violation in one line: the rule, and the first places where it is broken. */
export const lineOf = ({ id, nodes }: Violation): string =>
  `${id}: ${nodes
    .slice(0, 3)
    .map((node) => `${node.html.slice(0, 160)} (${node.failureSummary.replace(/\s+/g, " ").slice(0, 160)})`)
    .join(" | ")}`;

/** Puts the theme on the page, and waits until it is drawn. */
export async function wear(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.evaluate((worn) => void (document.documentElement.dataset["theme"] = worn), theme);
  await page.locator(`html[data-mantine-color-scheme=${theme}]`).waitFor();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** Sentences of the catalogue that differ between the languages, as a page would show them. */
const english = Object.entries(catalogue)
  .filter(([, { en, fr }]) => en !== fr && !en.includes("{") && en.length > 5)
  .map(([key, { en }]) => [key, en] as const);

/** English sentences of the catalogue on the page, also those that only a screen reader tells; `names` are what people wrote themselves. */
export async function leftInEnglish(page: Page, names: readonly string[] = []): Promise<(readonly [string, string])[]> {
  const words = await page.evaluate(() =>
    [
      document.body.innerText,
      ...[...document.querySelectorAll("[aria-label], [title], [placeholder]")].flatMap((element) =>
        ["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name) ?? ""),
      ),
    ].join("\n"),
  );
  const lines = new Set(words.split("\n").map((line) => line.trim()));
  return english.filter(([, en]) => lines.has(en) && !names.includes(en));
}
