/**
 * Whether nothing stands yet at a place of a step's settings (`topics.0.words`). An error there asks to fill it in: whoever has just added
 * the step has done nothing wrong. It forbids publishing as any other does.
 */
export function isBlank(config: unknown, place: string): boolean {
  let value = config;
  for (const key of place.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return isNothing(value);
}

const isNothing = (value: unknown): boolean =>
  value === null || (typeof value === "string" && value.trim() === "") || (Array.isArray(value) && value.length === 0);
