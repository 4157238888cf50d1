import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import type { Approval } from "./approval-card.tsx";

/** Answers that can be taken back for a while. */
export type Given = { ids: number[]; yes: boolean };

/** In one call. */
const most = 100;

/** Gives answers and takes them back: what is answered leaves the list at once, and comes back where the answer did not count. */
export function useAnswers() {
  const { t } = useWords();
  const client = useQueryClient();
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const [given, setGiven] = useState<Given | null>(null);
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
    const body = { asks: some.map(({ id, mark }) => ({ id, mark })), yes, word: word.trim() };
    say.mutate(
      { body },
      {
        onSuccess: ({ rows: results }) => {
          const taken = results.filter(({ result }) => result === "taken").map(({ id }) => id);
          // What still waits is shown again: with its newest words, or with who may answer.
          restore(results.filter(({ result }) => result !== "taken" && result !== "answered").map(({ id }) => id));
          if (taken.length > 0) setGiven({ ids: taken, yes });
          tell(some, results);
        },
        onError: () => restore(ids),
      },
    );
  };
  const takeBack = ({ ids }: Given) => {
    setGiven(null);
    back.mutate(
      { body: { ids } },
      {
        onSuccess: ({ rows }) => {
          const waits = rows.filter((row) => row.back).map(({ id }) => id);
          restore(waits);
          if (waits.length > 0) announce.done(t("approvals.back", { count: waits.length }));
          if (waits.length < rows.length) announce.warning(t("approvals.tooLateBack"));
        },
      },
    );
  };
  return { gone, given, answer, takeBack, done: () => setGiven(null) };
}
