import type { Page } from "playwright-core";
import type { Stage } from "./stage.ts";

/** Presses of Tab on one page at most: what repeats beyond that is rows of a list. */
const most = 60;

/** What has the focus, as a person sees it. */
type Focused = { who: string; again: boolean; hidden: string | null; ringed: boolean } | null;

/**
 * Walks a page by Tab as somebody does who has no mouse. Whatever has the focus is not wholly covered by something that floats (WCAG 2.4.11),
 * and is drawn otherwise than without it (2.4.7); the walk comes to an end (2.1.2).
 */
export async function walkByTab(stage: Stage, page: Page, name: string): Promise<void> {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    for (const marked of document.querySelectorAll("[data-walked]")) marked.removeAttribute("data-walked");
  });
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press("Tab");
    await page.evaluate(roomIsMade);
    const at = await page.evaluate(look);
    if (at === null || at.again) return;
    if (at.hidden !== null) stage.wrong(`${name}: what has the focus is covered: ${at.who} by ${at.hidden}`);
    if (!at.ringed) stage.wrong(`${name}: nothing shows that this has the focus: ${at.who}`);
  }
}

/** Runs in the page. What makes room for the focus has done so: the drawing stands still, for some frames, or a second has passed. */
async function roomIsMade(): Promise<void> {
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  const place = () => document.querySelector<HTMLElement>(".react-flow__viewport")?.style.transform;
  let last = place();
  for (let [still, frames] = [0, 0]; still < 3 && frames < 60; frames += 1) {
    await frame();
    still = place() === last ? still + 1 : 0;
    last = place();
  }
}

/** Runs in the page. */
function look(): Focused {
  const element = document.activeElement as HTMLElement | null;
  if (element === null || element === document.body) return null;
  const again = element.dataset["walked"] !== undefined;
  element.dataset["walked"] = "";
  const looks = (one: Element): string =>
    [null, "::before", "::after"].map((part) => looksOf(getComputedStyle(one, part))).join("|");
  /** What is on its way to another look is there at once; what turns for ever is left to turn. */
  const arrive = (one: Element): void => {
    for (const run of one.getAnimations()) if (Number.isFinite(run.effect?.getComputedTiming().endTime)) run.finish();
  };
  const looksOf = (style: CSSStyleDeclaration): string =>
    [
      style.outlineStyle,
      style.outlineWidth,
      style.boxShadow,
      style.borderColor,
      style.backgroundColor,
      style.opacity,
      style.clipPath,
    ].join();
  // A label draws the ring of a field that is not to be seen itself (radio, switch), a wrapper that of a field without edges.
  const near = [
    element,
    element.nextElementSibling,
    element.parentElement,
    element.parentElement?.parentElement,
  ].filter((one): one is Element => one instanceof Element);
  near.forEach(arrive);
  const worn = near.map(looks);
  // Taken away for the look alone, and given back at once.
  element.blur();
  near.forEach(arrive);
  const without = near.map(looks);
  element.focus({ preventScroll: true });
  const labels = (element as HTMLInputElement).labels;
  const shown = element.getBoundingClientRect().width > 2 ? element : (labels?.[0] ?? element.parentElement ?? element);
  const box = shown.getBoundingClientRect();
  // Words that go on in the next line are several boxes.
  const points = [...shown.getClientRects()].flatMap((part) =>
    [0.5, 0.1, 0.9].flatMap((x) =>
      [0.5, 0.15, 0.85].map((y) => [part.x + part.width * x, part.y + part.height * y] as const),
    ),
  );
  const seen = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top !== null && (shown.contains(top) || top.contains(shown) || labels?.[0]?.contains(top) === true);
  });
  const named = (one: Element | null): string =>
    one === null ? "the window's edge" : `${one.outerHTML.slice(0, 140)} “${one.textContent.slice(0, 40)}”`;
  const at = `at ${Math.round(box.x)},${Math.round(box.y)} of ${innerWidth}×${innerHeight}`;
  return {
    who: `${named(element)} ${at}`,
    again,
    hidden: box.width > 0 && !seen ? named(document.elementFromPoint(...(points[0] ?? [0, 0]))) : null,
    ringed: worn.some((each, index) => each !== without[index]),
  };
}
