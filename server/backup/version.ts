import { readFile } from "node:fs/promises";

/** Of this program, as package.json says it. */
export async function packageVersion(): Promise<string> {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  const parsed: unknown = JSON.parse(text);
  return parsed !== null && typeof parsed === "object" && "version" in parsed ? String(parsed.version) : "";
}
