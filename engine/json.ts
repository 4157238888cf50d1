/** Parsed JSON, of which nothing is known yet; undefined where it is none, which a schema then refuses. */
export function readJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
