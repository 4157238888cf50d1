import axe from "axe-core";
import type { Page } from "playwright-core";
import { catalogue } from "#editor/messages/catalogue.ts";
import { type Language, languages } from "#engine/text.ts";

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

/** Puts the theme on the page, and waits until it is drawn. A page that the server writes follows the device. */
export async function wear(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  if ((await page.locator("html[data-mantine-color-scheme]").count()) > 0) {
    await page.evaluate((worn) => void (document.documentElement.dataset["theme"] = worn), theme);
    await page.locator(`html[data-mantine-color-scheme=${theme}]`).waitFor();
  }
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** As a sentence is compared: French has spaces that do not break. */
const plain = (words: string): string => words.replaceAll(/\s+/gu, " ").trim();

/** Languages are called by their own names, whoever reads. */
const spoken: ReadonlySet<string> = new Set(["English", "Français"]);

/** Whole sentences of the catalogue that stand nowhere in a language, by the language; without those that it says elsewhere. */
const foreign = Object.fromEntries(
  languages.map((language): [Language, Map<string, string>] => {
    const own = new Set(Object.values(catalogue).map((text) => plain(text[language])));
    const others = languages.filter((other) => other !== language);
    const sentences = Object.entries(catalogue).flatMap(([key, text]) =>
      others.map((other) => [plain(text[other]), key] as const),
    );
    return [
      language,
      new Map(
        sentences.filter(
          ([words]) => words.length > 5 && !words.includes("{") && !own.has(words) && !spoken.has(words),
        ),
      ),
    ];
  }),
) as Record<Language, Map<string, string>>;

/** Sentences of another language on the page, also those that only a screen reader tells; `names` are what people wrote themselves. */
export async function inAnotherLanguage(
  page: Page,
  language: Language,
  names: readonly string[] = [],
): Promise<(readonly [key: string, words: string])[]> {
  const words = await page.evaluate(() =>
    [
      document.body.innerText,
      ...[...document.querySelectorAll("[aria-label], [title], [placeholder]")].flatMap((element) =>
        ["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name) ?? ""),
      ),
    ].join("\n"),
  );
  const lines = new Set(words.split("\n").map(plain));
  return [...foreign[language]].flatMap(([said, key]) =>
    lines.has(said) && !names.includes(said) ? [[key, said] as const] : [],
  );
}
