/**
 * For a field that a menu's item puts in place of a name: a menu that closes gives the focus back to its button, unless it went elsewhere
 * after the close. So this takes it a moment later.
 */
export function writeSoon(field: HTMLInputElement | null): void {
  if (field === null) return;
  setTimeout(() => {
    field.focus();
    field.select();
  }, 0);
}
