import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addDays } from "#engine/days.ts";
import { announce } from "../announce.ts";
import { call, CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { type Draft, type Monday, momentOf, nextPlace, type Story } from "./choice.ts";

export type Plan = {
  /** Drafts with a time in the week: what goes out once it is sent. */
  chosen: readonly Draft[];
  /** The draft that says a story; undefined: it is not chosen. */
  draftOf: (story: Story) => Draft | undefined;
  take: (story: Story) => Promise<void>;
  /** Throws the draft away; `left` is what was thrown away last, and `back` brings it back as it was. */
  leave: (draft: Draft) => Promise<void>;
  left: Draft | null;
  back: () => Promise<void>;
  forget: () => void;
  move: (draft: Draft, at: string) => Promise<void>;
  about: (draft: Draft, topic: { id: string; name: string } | null) => Promise<void>;
  send: () => Promise<void>;
  busy: string | null;
  sending: boolean;
  sent: boolean;
};

/** Hours before its time at which people are asked: as soon as the week is sent. */
const asked = 168;

/**
 * The week that fills. Its state is the drafts of entries with a time in it: they are the company's, so that whoever goes on finds them, and sending
 * them is what planning an entry is. Nothing here is a second way out.
 */
export function useWeek(monday: Monday): Plan {
  const { t } = useWords();
  const client = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState(false);
  const [left, setLeft] = useState<Draft | null>(null);
  const { first, zone } = monday;
  const from = momentOf(first, 0, zone);
  const to = momentOf(addDays(first, 7), 0, zone);
  const { data } = useReply("listEntries", { query: { of: "drafts", limit: 100 } }, { anew: true });
  const chosen = (data?.rows ?? [])
    .filter(({ own, at }) => !own && at !== null && at >= from && at < to)
    .toSorted((a, b) => (a.at! < b.at! ? -1 : 1));
  const refresh = () =>
    Promise.all(["listEntries", "monday"].map((name) => client.invalidateQueries({ queryKey: [name] })));
  const draftOf = ({ title, link }: Story): Draft | undefined =>
    chosen.find(({ written }) => (link !== null && written.link === link) || written.words[0]?.text === title);

  async function work(key: string, doing: () => Promise<unknown>): Promise<void> {
    if (busy !== null) return;
    setBusy(key);
    try {
      await doing();
    } catch (error) {
      if (error instanceof CallError) announce.failure(error);
      else throw error;
    } finally {
      await refresh();
      setBusy(null);
    }
  }
  const write = (
    draft: Draft,
    change: Partial<Pick<Draft, "at" | "written" | "revision">> & { topic?: string | null },
  ) => {
    const { id, revision, written, at, until, evergreen, approval, topic } = draft;
    const body = { revision, written, at, until, evergreen, approval, topic: topic?.id ?? null, ...change };
    return call("saveEntry", { params: { id }, body });
  };
  return {
    chosen,
    draftOf,
    busy,
    sending,
    sent,
    take: (story) =>
      work(story.key, () => {
        const topic = monday.topics.find(({ key }) => key === story.topic) ?? null;
        const people = { topics: topic === null ? [] : [topic.name], ahead: asked };
        const written = { version: 1 as const, words: [{ text: story.title, for: null }], link: story.link, people };
        const at = nextPlace(
          monday,
          chosen.map((each) => each.at!),
          Date.now(),
        );
        return call("saveEntry", {
          params: { id: crypto.randomUUID() },
          body: { revision: 0, written, at, topic: topic?.id ?? null },
        });
      }),
    leave: (draft) =>
      work(draft.id, async () => {
        await call("deleteEntry", { params: { id: draft.id }, query: { revision: draft.revision } });
        setLeft(draft);
      }),
    left,
    back: () =>
      work(left?.id ?? "", async () => {
        if (left !== null) await write(left, { revision: 0 });
        setLeft(null);
      }),
    forget: () => setLeft(null),
    move: (draft, at) => work(draft.id, () => write(draft, { at })),
    about: (draft, topic) =>
      work(draft.id, () =>
        write(draft, {
          topic: topic?.id ?? null,
          // Whoever was to be asked by the topic before is asked by the new one; accounts that were named stay.
          written: {
            ...draft.written,
            people: draft.written.people && { ...draft.written.people, topics: topic === null ? [] : [topic.name] },
          },
        }),
      ),
    send: async () => {
      setSending(true);
      let planned = 0;
      for (const draft of chosen)
        try {
          const { revision, at, id } = draft;
          await call("planEntry", { params: { id }, body: { revision, when: { kind: "at", at: at! } } });
          planned += 1;
        } catch (error) {
          if (!(error instanceof CallError)) throw error;
          announce.warning(t("monday.stuck", { title: draft.title }));
        }
      await refresh();
      setSending(false);
      if (planned > 0) {
        setSent(true);
        announce.done(t("monday.sent", { count: planned }));
      }
    },
  };
}
