import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { call, CallError, isOver } from "../client.ts";
import { useMe } from "../me.ts";
import { backEvent } from "../whose-page.ts";
import { drop, isUnheard, keep, type Kept, keyOf, readKept, sendKept } from "./kept-answers.ts";
import type { Answer, Outcome, Story } from "./story.ts";

/** An answer that can still be taken back, or that has just become final. */
export type Given = {
  key: string;
  story: Story;
  answer: Answer["answer"];
  /** The posts that it is for. */
  ids: number[];
  /** Until when it can be taken back, milliseconds. */
  until: number;
  /** When it leaves, or comes back; null: at once, or never. */
  at: string | null;
  /** It waits on this device: the server has not heard it. */
  waits: boolean;
  /** Posts that were not taken, and why. */
  refused: Outcome[];
};

const stale = ["listProposals", "listAnswered", "getProposal", "listDeliveries", "myPosts", "me"] as const;
/** What the server did not hear is told again that often while the page is open, milliseconds. */
const again = 20_000;

const send = async (kept: Kept): Promise<Outcome[]> =>
  "answer" in kept
    ? (await call("answerProposals", { body: kept.answer })).posts
    : (await call("undoProposals", { body: { ids: kept.undo } })).posts;

const unheard = (error: unknown): boolean => error instanceof CallError && (isUnheard(error) || isOver(error));

/**
 * A person's answers: each is written down on the device before it is sent, so that it goes out once whatever happens in between, and can be taken
 * back for `seconds`. `refused`: told where nothing of an answer was taken.
 */
export function useAnswers(seconds: number, refused: (story: Story, outcomes: Outcome[]) => void) {
  const member = useMe().member.id;
  const client = useQueryClient();
  const [given, setGiven] = useState<Given[]>([]);
  const [kept, setKept] = useState(() => readKept(member).length);
  const [busy, setBusy] = useState<string | null>(null);
  const tell = useEffectEvent(refused);
  const refresh = useCallback(
    () => Promise.all(stale.map((name) => client.invalidateQueries({ queryKey: [name] }))),
    [client],
  );
  const forget = (key: string) => setGiven((before) => before.filter((one) => one.key !== key));

  /** Told again what was not heard. One at a time: the same page does not overtake itself. */
  const flushing = useRef(false);
  const flush = useCallback(async () => {
    if (flushing.current || readKept(member).length === 0) return;
    flushing.current = true;
    const before = readKept(member).map(keyOf);
    const { sent } = await sendKept(member, send, unheard);
    flushing.current = false;
    setKept(readKept(member).length);
    const heard = before.slice(0, sent);
    // Its seconds begin when the server has it.
    const until = Date.now() + seconds * 1000;
    setGiven((all) => all.map((one) => (heard.includes(one.key) ? { ...one, waits: false, until } : one)));
    if (sent > 0) await refresh();
  }, [member, refresh, seconds]);

  useEffect(() => {
    void flush();
    const timer = setInterval(() => void flush(), again);
    addEventListener("online", flush);
    addEventListener(backEvent, flush);
    return () => {
      clearInterval(timer);
      removeEventListener("online", flush);
      removeEventListener(backEvent, flush);
    };
  }, [flush]);

  /** Gives an answer; false where nothing of it was taken. */
  async function answer(story: Story, body: Answer): Promise<boolean> {
    if (busy !== null) return false;
    const { key } = body;
    const ids = body.answer === "publish" ? body.posts.map(({ id }) => id) : body.ids;
    const one: Given = {
      key,
      story,
      answer: body.answer,
      ids,
      until: Date.now() + seconds * 1000,
      at: body.answer === "publish" ? (body.at ?? null) : null,
      waits: false,
      refused: [],
    };
    setBusy(key);
    keep(member, { answer: body });
    try {
      const outcomes = await send({ answer: body });
      drop(member, key);
      const no = outcomes.filter((outcome) => outcome.refused !== null);
      if (no.length === outcomes.length) {
        await refresh();
        tell(story, no);
        return false;
      }
      const at = one.answer === "later" ? (outcomes.find((outcome) => outcome.at !== null)?.at ?? null) : one.at;
      setGiven((before) => [...before, { ...one, at, refused: no, until: Date.now() + seconds * 1000 }]);
      void refresh();
      return true;
    } catch (error) {
      if (!unheard(error)) {
        drop(member, key);
        tell(
          story,
          ids.map((id) => ({ id, at: null, refused: failureOf(error) })),
        );
        return false;
      }
      if (isOver(error)) void client.invalidateQueries({ queryKey: ["me"] });
      setGiven((before) => [...before, { ...one, waits: true }]);
      return true;
    } finally {
      setBusy(null);
      setKept(readKept(member).length);
    }
  }

  /** Takes it back; what was not heard is not sent, and the server is told so in case it was. */
  async function undo(one: Given): Promise<boolean> {
    forget(one.key);
    setBusy(one.key);
    const wish: Kept = { undo: one.ids, key: one.key };
    keep(member, wish);
    try {
      const outcomes = await send(wish);
      drop(member, one.key);
      const no = outcomes.filter((outcome) => outcome.refused !== null);
      if (no.length > 0) tell(one.story, no);
      return no.length < outcomes.length;
    } catch (error) {
      if (!unheard(error)) drop(member, one.key);
      return unheard(error);
    } finally {
      setBusy(null);
      setKept(readKept(member).length);
      void refresh();
    }
  }

  return { given, kept, busy: busy !== null, answer, undo, forget };
}

const failureOf = (error: unknown): Outcome["refused"] =>
  error instanceof CallError
    ? { code: error.code, message: error.text }
    : { code: "failed", message: { en: "That did not work. Try again.", fr: "Cela n’a pas marché. Réessayez." } };
