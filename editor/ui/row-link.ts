import type { MouseEvent } from "react";

/** What does something of its own where it is pressed. */
const own = "a, button, input, label, select, textarea, [role=button], [role=menuitem]";

/**
 * A press anywhere in a table's row follows the row's own link (`data-row`), as a press on the link does: with Ctrl or the middle button
 * beside, in another tab. The link stays the one thing that keyboards and readers meet; words that somebody selects stay selected.
 */
export function followRow(event: MouseEvent<HTMLElement>): void {
  const { target, button, ctrlKey, metaKey, shiftKey } = event;
  if (!(target instanceof Element) || target.closest(own) || getSelection()?.isCollapsed === false) return;
  const link = target.closest("tr")?.querySelector<HTMLAnchorElement>("a[data-row]");
  if (!link) return;
  if (button === 1) open(link.href, "_blank", "noopener");
  else
    link.dispatchEvent(
      new globalThis.MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
    );
}
