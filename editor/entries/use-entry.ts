import { useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { call, CallError } from "../client.ts";
import { queries } from "../queries.ts";
import { useReply } from "../replies.ts";
import { type Draft, draftOf, emptyDraft, type Entry, type Finding, isEmpty } from "./draft.ts";

/** Milliseconds without a letter after which what is written is kept, and what it would be is asked; and before another try. */
const [rest, look, again] = [700, 350, 4000];
/** Milliseconds after its time in which the page looks whether it left. */
const watched = 10 * 60_000;

export type Save = "fresh" | "unsaved" | "saving" | "saved" | "failed" | "changed";

/** What shows entries, and is read again once one is another. */
export function refresh(): void {
  for (const name of ["readCalendar", "listDay", "listEntries", "slotTimes"])
    void queries.invalidateQueries({ queryKey: [name] });
}

/**
 * An entry while it is written: kept by itself a moment after each change, one save after the other, and never over what somebody else wrote
 * meanwhile. `found`: as the server has it; null: it is new.
 */
export function useEntry(
  id: string,
  found: { entry: Entry; findings: Finding[] } | null,
  given: { at: string | null; campaign: string | null; refs: string[] },
) {
  const [entry, setEntry] = useState<Entry | null>(found?.entry ?? null);
  const [draft, setDraft] = useState<Draft>(() =>
    found === null ? emptyDraft(given.at, given.campaign, given.refs) : draftOf(found.entry),
  );
  const [findings, setFindings] = useState<Finding[]>(found?.findings ?? []);
  const [save, setSave] = useState<Save>(found === null ? "fresh" : "saved");
  const [theirs, setTheirs] = useState<Entry | null>(null);
  const revision = useRef(found?.entry.revision ?? 0);
  const stopped = useRef(false);
  const running = useRef<Promise<boolean> | null>(null);
  const latest = useRef(draft);
  const kept = useRef(draft);

  const change = (next: Partial<Draft>): void => {
    const whole = { ...latest.current, ...next };
    latest.current = whole;
    setDraft(whole);
    setSave((now) => (now === "changed" ? now : "unsaved"));
  };
  /** What the server answered: this is what it is now. */
  const settle = (now: Entry): void => {
    revision.current = now.revision;
    setEntry(now);
    refresh();
  };
  /** The same after a deed that gives it another time: what is written from here on has that time. */
  const retime = (now: Entry): void => {
    const whole = { ...latest.current, at: now.at };
    if (kept.current === latest.current) kept.current = whole;
    latest.current = whole;
    setDraft(whole);
    settle(now);
  };
  const keepOnce = async (): Promise<boolean> => {
    const body = latest.current;
    if (stopped.current) return false;
    if (body === kept.current && revision.current > 0) return true;
    if (isEmpty(body) && revision.current === 0) return false;
    setSave("saving");
    try {
      const reply = await call("saveEntry", { params: { id }, body: { ...body, revision: revision.current } });
      kept.current = body;
      settle(reply.entry);
      setFindings(reply.findings);
      if (latest.current !== body) return keepOnce();
      setSave("saved");
      return true;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.code === "entry_changed") {
        setTheirs(error.details as Entry);
        setSave("changed");
      } else setSave("failed");
      return false;
    }
  };
  /** Keeps what is written now; false where it could not be. */
  const keep = (): Promise<boolean> => {
    running.current ??= keepOnce().finally(() => void (running.current = null));
    return running.current;
  };
  const tick = useEffectEvent(() => void keep());
  useEffect(() => {
    if (save !== "unsaved" && save !== "failed") return undefined;
    const timer = setTimeout(() => tick(), save === "failed" ? again : rest);
    return () => clearTimeout(timer);
  }, [draft, save]);
  // Who leaves the page does not wait for the next moment.
  useEffect(() => {
    const leave = () => tick();
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      leave();
    };
  }, []);

  const takeTheirs = (): void => {
    if (theirs === null) return;
    const whole = draftOf(theirs);
    latest.current = whole;
    kept.current = whole;
    setDraft(whole);
    settle(theirs);
    setTheirs(null);
    setSave("saved");
  };
  const keepMine = (): void => {
    if (theirs === null) return;
    revision.current = theirs.revision;
    setTheirs(null);
    setSave("unsaved");
  };
  /** It is thrown away: nothing more of it is kept. */
  const stop = (): void => void (stopped.current = true);
  // Whoever sent it now sees it leave.
  const followed = useReply(
    "getEntry",
    { params: { id } },
    {
      enabled: entry !== null && isLeaving(entry),
      every: (reply) => (reply === undefined || isLeaving(reply.entry)) && 3000,
    },
  );
  const newest = followed.data?.entry;
  const shown = newest !== undefined && newest.revision === entry?.revision ? newest : entry;
  return {
    id,
    entry: shown,
    draft,
    findings,
    save,
    theirs,
    change,
    keep,
    retime,
    takeTheirs,
    keepMine,
    revision,
    stop,
  };
}

/** Its time has come, a while ago at most, and something of it has not left. */
function isLeaving({ state, at, out }: Entry): boolean {
  if (at === null || state === "draft") return false;
  const since = Date.now() - Date.parse(at);
  return since > 0 && since < watched && (out.total === 0 || out.waiting > 0);
}

export type Writing = ReturnType<typeof useEntry>;

/** What it would be on each network, and what stands in its way, as it is written. */
export function useSeen(draft: Draft) {
  const [asked] = useDebouncedValue(draft, look);
  const { data } = useQuery({
    queryKey: ["checkEntry", asked],
    queryFn: ({ signal }) => call("checkEntry", { body: asked }, { signal }),
    placeholderData: (before) => before,
    retry: false,
  });
  return data;
}
