import type { Words } from "../../language.tsx";

const mac = /Mac|iP(hone|ad)/u.test(globalThis.navigator?.platform ?? "");

/** A combination as the reader's keyboard names it: "Ctrl Maj Z", "⌘ Z". */
export function keyName(combo: string, t: Words["t"], apple = mac): string {
  const name = (part: string): string => {
    if (part === "mod") return apple ? "⌘" : "Ctrl";
    if (part === "alt") return apple ? "⌥" : "Alt";
    if (part === "shift") return t("keys.shift");
    if (part === "delete" || part === "backspace") return t("keys.del");
    if (part === "escape") return t("keys.esc");
    if (part === "enter") return "↵";
    return part.toUpperCase();
  };
  return (combo.replace("*", "").match(/[^+]+|\+$/gu) ?? []).map(name).join(" ");
}
