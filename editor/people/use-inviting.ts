import { useRef, useState } from "react";
import type { Language } from "#engine/text.ts";
import type { Reply } from "#server/api.ts";
import { call, CallError } from "../client.ts";

export type Preview = Reply<"readPeopleList">;
type Outcome = Reply<"invitePeople">["rows"][number];
export type Told = Outcome & { name: string };

/** People in one call: each is one transaction, and what is done is told while the rest waits. */
const part = 100;

/** Invites a list part by part. One that was cut off goes on where it stopped: who is invited already is left as they are. */
export function useInviting() {
  const [told, tell] = useState<Told[]>([]);
  const [failed, fail] = useState<CallError | null>(null);
  const [busy, setBusy] = useState(false);
  const done = useRef(0);

  const go = async (preview: Preview, { language, words }: { language: Language; words: string }): Promise<void> => {
    setBusy(true);
    fail(null);
    try {
      while (done.current < preview.people.length) {
        const people = preview.people.slice(done.current, done.current + part);
        const body = {
          people: people.map(({ line: _line, ...person }) => ({ ...person, language: person.language ?? language })),
          ...(words.trim() === "" ? {} : { words: words.trim() }),
        };
        const { rows } = await call("invitePeople", { body });
        done.current += people.length;
        tell((before) => [...before, ...rows.map((row, at) => ({ ...row, name: people[at]?.name ?? "" }))]);
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      fail(error);
    } finally {
      setBusy(false);
    }
  };
  const again = (): void => {
    done.current = 0;
    tell([]);
    fail(null);
  };
  return { told, failed, busy, go, again };
}
