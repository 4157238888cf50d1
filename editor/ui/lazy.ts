import { type ComponentType, lazy as once, type LazyExoticComponent } from "react";

/** Milliseconds between tries. */
const again = [1_000, 2_000, 5_000, 10_000];
/** Tries while the server answers: it has another version of the editor by now, and the page says how to go on. */
const whileThere = 2;

/**
 * React's `lazy` for a page that stays while the server is gone: what cannot be had is asked for again and again, instead of taking the whole page
 * down with what was drawn on it.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- as React's own: what a component takes is told by its type
export const lazy = <Part extends ComponentType<any>>(
  load: () => Promise<{ default: Part }>,
): LazyExoticComponent<Part> => once(() => insist(load, isThere));

/** Does `load` again until it succeeds; rejects only where the server is there and it still fails. */
export async function insist<Loaded>(load: () => Promise<Loaded>, there: () => Promise<boolean>): Promise<Loaded> {
  for (let [tries, answered] = [0, 0]; ; tries += 1) {
    try {
      return await load();
    } catch (error) {
      if (await there()) answered += 1;
      if (answered >= whileThere) throw error;
      await new Promise((resolve) => setTimeout(resolve, again[Math.min(tries, again.length - 1)]));
    }
  }
}

const isThere = (): Promise<boolean> =>
  fetch("/healthz", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
