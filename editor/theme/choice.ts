import { useSyncExternalStore } from "react";
import type { Language } from "#engine/text.ts";
import type { Theme } from "#server/api.ts";

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

/**
 * Puts a theme on the page, and into a cookie by which the server writes it on the next page before anything is drawn: no page shows the
 * wrong one first, and none needs a script for it. "device" leaves the answer to the device, also while it changes in the evening.
 */
export function wear(theme: Theme): void {
  if (theme === "device") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  tell("theme", theme === "device" ? null : theme);
}

/** Tells the server of the language that the person chose, for the pages that it writes itself; null: as their browser says. */
export const speak = (language: Language | null): void => tell("language", language);

function tell(name: string, value: string | null): void {
  document.cookie = `${name}=${value ?? ""}; path=/; samesite=lax; max-age=${value === null ? 0 : 31_536_000}`;
}

const scheme = (): "light" | "dark" =>
  root.dataset["theme"] === "dark" || (root.dataset["theme"] === undefined && dark.matches) ? "dark" : "light";

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(root, { attributeFilter: ["data-theme"] });
  dark.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", changed);
  };
}

/** What the page wears now. Styles need not ask (tokens.css); the kit does. */
export const useScheme = (): "light" | "dark" => useSyncExternalStore(watch, scheme);
