/** Puts the keyboard on a card, in the outline on its name; a new one is hidden until it is measured, a few frames later. */
export function focusCard(id: string | undefined, frames = 20): void {
  if (id === undefined || frames === 0) return;
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(
      `.react-flow__node[data-id="${CSS.escape(id)}"], [data-step="${CSS.escape(id)}"]`,
    );
    // The camera brings it into view by itself, and knows what floats over the drawing.
    card?.focus({ preventScroll: true });
    if (card === null || document.activeElement !== card) focusCard(id, frames - 1);
  });
}
