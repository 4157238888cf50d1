import type { Reply } from "#server/api.ts";

export type Company = Reply<"shareMap">;
type Word = { node: string | null; editing: boolean; gone: boolean };

/** Milliseconds between two words to the server: with company, alone, and where nobody looks at the window. */
export const pauses = { company: 4_000, alone: 10_000, hidden: 15_000 };
/** After something was chosen, so that going through the cards is one word. */
const soon = 500;

/**
 * Says again and again that this window has the map open, one request at a time, and hears who else has. What fails is said again later:
 * presence is never worth a complaint.
 */
export function createTeller({
  say,
  here,
  hear,
  hidden,
}: {
  say: (word: Word) => Promise<Company>;
  here: () => Pick<Word, "node" | "editing">;
  hear: (company: Company) => void;
  hidden: () => boolean;
}) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let company = false;
  let running = false;
  let ended = false;
  const later = (wait: number): void => {
    clearTimeout(timer);
    if (!ended) timer = setTimeout(() => void tell(), wait);
  };
  const tell = async (): Promise<void> => {
    if (running || ended) return;
    running = true;
    try {
      const answer = await say({ ...here(), gone: false });
      company = answer.others.length > 0;
      if (!ended) hear(answer);
    } catch {
      // Signed out, offline, or gone: the page says so by itself.
    } finally {
      running = false;
      later(hidden() ? pauses.hidden : company ? pauses.company : pauses.alone);
    }
  };
  return {
    begin: (): void => later(0),
    /** Something that others see has changed. */
    nudge: (): void => {
      if (company && !hidden()) later(soon);
    },
    /** The window is looked at again. */
    wake: (): void => later(0),
    end: (): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      say({ node: null, editing: false, gone: true }).catch(() => undefined);
    },
  };
}
