import type { Words } from "../../language.tsx";
import { apple } from "../../launcher/apple.ts";

const signs: Record<string, string> = { arrowright: "→", arrowleft: "←", arrowup: "↑", arrowdown: "↓" };

/** A combination as the reader's keyboard names it: "Ctrl Maj Z", "⌘ Z". */
export function keyName(combo: string, t: Words["t"], mac = apple): string {
  const name = (part: string): string => {
    if (part === "mod") return mac ? "⌘" : "Ctrl";
    if (part === "alt") return mac ? "⌥" : "Alt";
    if (part === "shift") return t("keys.shift");
    if (part === "delete" || part === "backspace") return t("keys.del");
    if (part === "escape") return t("keys.esc");
    if (part === "contextmenu") return t("keys.menu");
    if (part.startsWith("arrow")) return signs[part] ?? part;
    if (part === "enter") return "↵";
    return part.toUpperCase();
  };
  return (combo.replace("*", "").match(/[^+]+|\+$/gu) ?? []).map(name).join(" ");
}
