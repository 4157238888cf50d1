import type { CallError } from "../client.ts";
import type { Answer, Outcome } from "./story.ts";

/** An answer that waits on this device for the server, or the wish to take such a one back. */
export type Kept = { answer: Answer } | { undo: number[]; key: string };

/** So many wait on a device at most: past that the page says that it cannot be reached. */
export const mostKept = 20;

/** Where a person's answers wait on this device; nobody else's page sends them. */
const placeOf = (member: string): string => `relaymap:answers:${member}`;

export const keyOf = (kept: Kept): string => ("answer" in kept ? kept.answer.key : kept.key);

export function readKept(member: string): Kept[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(placeOf(member)) ?? "[]");
    return Array.isArray(kept) ? (kept as Kept[]) : [];
  } catch {
    return [];
  }
}

function write(member: string, kept: readonly Kept[]): boolean {
  try {
    if (kept.length === 0) localStorage.removeItem(placeOf(member));
    else localStorage.setItem(placeOf(member), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** False where there is no more room. */
export function keep(member: string, one: Kept): boolean {
  const others = readKept(member).filter((kept) => keyOf(kept) !== keyOf(one));
  return others.length < mostKept && write(member, [...others, one]);
}

export function drop(member: string, key: string): void {
  write(
    member,
    readKept(member).filter((kept) => keyOf(kept) !== key),
  );
}

/** Whether the answer may have been taken or not: no reply came, or nobody is signed in. It is sent again, and counts once (by its key). */
export const isUnheard = ({ status, code }: Pick<CallError, "status" | "code">): boolean =>
  status === 0 || status === 401 || status >= 500 || code === "other_person" || code === "too_many";

type Send = (kept: Kept) => Promise<Outcome[]>;

/**
 * Sends what waits, in order, each until the server has heard it. Ends where one is not heard. Gives what was refused, to be told. Two pages of one
 * person may send the same: it counts once.
 */
export async function sendKept(
  member: string,
  send: Send,
  unheard: (error: unknown) => boolean,
): Promise<{ sent: number; refused: Outcome[] }> {
  const refused: Outcome[] = [];
  let sent = 0;
  for (const one of readKept(member)) {
    try {
      const outcomes = await send(one);
      refused.push(...outcomes.filter((outcome) => outcome.refused !== null));
    } catch (error) {
      if (unheard(error)) return { sent, refused };
      // What the server will never take is not asked again.
    }
    drop(member, keyOf(one));
    sent += 1;
  }
  return { sent, refused };
}
