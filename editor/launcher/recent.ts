/** What was used lately, newest first: ids of offers, which tell nobody else anything. */
const key = "relaymap.lately";
const most = 12;

export function lately(): string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? found.filter((id) => typeof id === "string").slice(0, most) : [];
  } catch {
    return [];
  }
}

export function remember(id: string): void {
  try {
    localStorage.setItem(key, JSON.stringify([id, ...lately().filter((each) => each !== id)].slice(0, most)));
  } catch {
    // A storage that is full or shut: then nothing is remembered.
  }
}
