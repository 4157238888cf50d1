import type { KeyboardEvent } from "react";

/**
 * The arrows in a list of stories: up and down from row to row, left and right from face to face. A way more between links that Tab
 * reaches; gives where they went to, so that what is open beside the list can follow.
 */
export function walk(event: KeyboardEvent<HTMLElement>): HTMLAnchorElement | null {
  const { key, target, currentTarget } = event;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  const row = target.closest<HTMLElement>("[data-story]");
  if (row === null) return null;
  const next =
    key === "ArrowDown" || key === "ArrowUp" ? rowBeside(currentTarget, row, key) : linkBeside(row, target, key);
  if (!next) return null;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return next;
}

function rowBeside(list: HTMLElement, row: HTMLElement, key: string) {
  const rows = [...list.querySelectorAll<HTMLElement>("[data-story]")];
  return rows[rows.indexOf(row) + (key === "ArrowDown" ? 1 : -1)]?.querySelector("a");
}

function linkBeside(row: HTMLElement, target: HTMLElement, key: string) {
  const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  const links = [...row.querySelectorAll("a")];
  return step === 0 ? undefined : links[links.indexOf(target as HTMLAnchorElement) + step];
}
