/** What takes the focus for a while, and gives it back. */
const aside = '[role="dialog"], [role="menu"]';

// Where one was is where one goes on after a dialog. Mantine does so for dialogs that are closed; many of ours go with the part of a page that held them,
// and left the focus nowhere.
let before: HTMLElement | null = null;
document.addEventListener("focusin", ({ target }) => {
  if (target instanceof HTMLElement && !target.closest(aside)) before = target;
});
const giveBack = () => {
  if (document.activeElement !== document.body) return;
  const under = [...document.querySelectorAll<HTMLElement>('[role="dialog"][aria-modal="true"]')].at(-1);
  (under ?? before)?.focus({ preventScroll: true });
};
// Dialogs stand side by side in one place below the body.
const watch = new MutationObserver((changes) => {
  const nodes = (of: "addedNodes" | "removedNodes") =>
    changes.flatMap((change) => [...change[of]].filter((node) => node instanceof Element));
  for (const node of nodes("addedNodes"))
    if (node.parentNode === document.body) watch.observe(node, { childList: true });
  // After whatever the page itself does with the focus.
  if (nodes("removedNodes").some((node) => node.querySelector('[role="dialog"]') !== null)) setTimeout(giveBack, 20);
});
for (const node of [document.body, ...document.body.children]) watch.observe(node, { childList: true });

export {};
