/**
 * Puts the keyboard on a card, in the outline on its name; a new one is hidden until it is measured, a few frames later. `quiet`: without
 * choosing it, as coming to it by Tab would (use-focus.ts).
 */
export function focusCard(id: string | undefined, { frames = 20, quiet = false } = {}): void {
  if (id === undefined || frames === 0) return;
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(
      `.react-flow__node[data-id="${CSS.escape(id)}"], [data-step="${CSS.escape(id)}"]`,
    );
    if (quiet && card !== null) card.dataset["quiet"] = "";
    // The camera brings it into view by itself, and knows what floats over the drawing.
    card?.focus({ preventScroll: true });
    if (card !== null) delete card.dataset["quiet"];
    if (card === null || document.activeElement !== card) focusCard(id, { frames: frames - 1, quiet });
  });
}
