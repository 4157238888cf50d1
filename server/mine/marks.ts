import { createHmac, hkdfSync } from "node:crypto";
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The same people are known again in a backup from before they left, by whoever has the server's secret; nobody else learns anything from it. */
export function markOf(
  masterKey: Buffer,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Buffer {
  const key = Buffer.from(hkdfSync("sha256", masterKey, Buffer.alloc(0), "relaymap leaving", 32));
  return createHmac("sha256", key).update(`${workspaceId}/${memberId}`).digest();
}

/** Beside the backups, since a backup from before somebody left cannot know of it: a mark a line. */
export const markFile = "relaymap-left.txt";

/** The marks of who left that lie in a folder; a line that was cut off is none. */
export async function readMarks(folder: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(folder, markFile), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return new Set(text.split("\n").filter((line) => /^[0-9a-f]{64}$/u.test(line)));
}

/** Adds marks to those of a folder. They are appended, so that several processes may do it at once, and never taken away: a backup may be older than any. */
export async function keepMarks(folder: string, marks: readonly Buffer[]): Promise<void> {
  const known = await readMarks(folder);
  const fresh = marks.map((mark) => mark.toString("hex")).filter((mark) => !known.has(mark));
  if (fresh.length === 0) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // A line begins anew behind one that was cut off.
  await appendFile(join(folder, markFile), `\n${fresh.join("\n")}\n`, { mode: 0o600, flush: true });
}
