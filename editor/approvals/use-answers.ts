import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import type { Approval } from "./approval-card.tsx";

/** Answers that can be taken back for a while. */
export type Given = { ids: number[]; yes: boolean };

/** In one call. */
const most = 100;

/**
 * Gives answers and takes them back: what is answered leaves the list at once, and comes back where the answer did not count. It can be taken back from
 * then on, also while it is on its way: that is kept, and told after it, for the server takes back only what it knows.
 */
export function useAnswers() {
  const { t } = useWords();
  const client = useQueryClient();
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const [given, setGiven] = useState<Given | null>(null);
  /** Answers on their way, and whether they are to be taken back as soon as they are there. */
  const underWay = useRef(new Map<Given, boolean>());
  const refresh = () =>
    (["listApprovals", "me", "listMaps", "today"] as const).forEach(
      (name) => void client.invalidateQueries({ queryKey: [name] }),
    );
  const say = useChange("answerApprovals", { done: refresh });
  const back = useChange("takeBackApprovals", { done: refresh });
  const restore = (ids: readonly number[]) =>
    setGone((before) => new Set([...before].filter((id) => !ids.includes(id))));

  /** Whoever was too late, or saw other words, is told of each. */
  const tell = (rows: readonly Approval[], results: Reply<"answerApprovals">["rows"]) => {
    for (const { id, result, by, yes } of results) {
      const title = rows.find((row) => row.id === id)?.item.title.trim() || t("approvals.untitled");
      if (result === "answered")
        announce.warning(t(yes === true ? "approvals.wasYes" : "approvals.wasNo", { name: by ?? "", title }));
      else if (result === "changed") announce.warning(t("approvals.wasChanged", { title }));
      else if (result === "late") announce.warning(t("approvals.wasLate", { title }));
      else if (result === "forbidden") announce.warning(t("approvals.notYours", { title }));
      else if (result === "gone") announce.warning(t("approvals.wasGone", { title }));
    }
  };
  const answer = (rows: readonly Approval[], yes: boolean, word: string) => {
    const some = rows.slice(0, most);
    const ids = some.map(({ id }) => id);
    setGone((before) => new Set([...before, ...ids]));
    const one: Given = { ids, yes };
    setGiven(one);
    underWay.current.set(one, false);
    // The way back is that of the newest answer.
    const settle = (taken: number[]) => {
      const regretted = underWay.current.get(one) === true;
      underWay.current.delete(one);
      if (regretted && taken.length > 0) takeBack({ ids: taken, yes });
      else setGiven((now) => (now !== one && now !== null ? now : taken.length === 0 ? null : { ids: taken, yes }));
    };
    const body = { asks: some.map(({ id, mark }) => ({ id, mark })), yes, word: word.trim() };
    // By its promise, which each of several answers has: callbacks are told of the last one only.
    say.mutateAsync({ body }).then(
      ({ rows: results }) => {
        const taken = results.filter(({ result }) => result === "taken").map(({ id }) => id);
        // What still waits is shown again: with its newest words, or with who may answer.
        restore(results.filter(({ result }) => result !== "taken" && result !== "answered").map(({ id }) => id));
        settle(taken);
        tell(some, results);
      },
      () => {
        restore(ids);
        settle([]);
      },
    );
  };
  const takeBack = (one: Given): void => {
    const { ids } = one;
    setGiven((now) => (now === one ? null : now));
    if (underWay.current.has(one)) {
      underWay.current.set(one, true);
      return;
    }
    back.mutateAsync({ body: { ids } }).then(
      ({ rows }) => {
        const waits = rows.filter((row) => row.back).map(({ id }) => id);
        restore(waits);
        if (waits.length > 0) announce.done(t("approvals.back", { count: waits.length }));
        if (waits.length < rows.length) announce.warning(t("approvals.tooLateBack"));
      },
      // It was told (replies.ts), and the yes stands.
      () => undefined,
    );
  };
  return { gone, given, answer, takeBack, done: () => setGiven(null) };
}
