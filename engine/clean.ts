/** Text without what PostgreSQL refuses to store: NUL goes, half a surrogate pair becomes the sign for "unreadable". */
export function clean(text: string): string;
export function clean(text: string | null): string | null;
export function clean(text: string | null): string | null {
  if (text === null) return null;
  return (text.includes("\0") ? text.replaceAll("\0", "") : text).toWellFormed();
}
