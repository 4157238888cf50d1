import { useNetwork } from "@mantine/hooks";
import { useRef, useState } from "react";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { lazy } from "../ui/lazy.ts";
import { Late } from "../ui/late.tsx";
import { DeskAnswers, PhoneAnswers } from "./answers.tsx";
import { changeOf, type Draft, draftsOf, inWording, keepDraft, reword } from "./draft.ts";
import { useKeys } from "./keys.ts";
import { OneStory, type Trouble } from "./one.tsx";
import { type Answer, device, type Story } from "./story.ts";
import { useJudged } from "./use-judged.ts";
import classes from "./proposals.module.css";

const Write = lazy(async () => ({ default: (await import("./write.tsx")).Write }));
const WhenSheet = lazy(async () => ({ default: (await import("./when-sheet.tsx")).WhenSheet }));

export type Drafts = Record<number, Draft>;

/** One story and its answers. What is written is kept for it on the device until it is answered. */
export function Answering({
  story: proposed,
  drafts: taken,
  desk,
  keys,
  busy,
  trouble,
  undo,
  answer,
  step,
}: {
  story: Story;
  /** What was written before an answer that was taken back. */
  drafts: Drafts | undefined;
  desk: boolean;
  keys: boolean;
  busy: boolean;
  trouble: readonly Trouble[];
  undo: () => void;
  /** `said`: the story as it is answered, in the wordings that were chosen. */
  answer: (body: Answer, drafts: Drafts, said: Story) => void;
  /** To the next or the one before. */
  step: (by: 1 | -1) => void;
}) {
  const { t } = useWords();
  const { online } = useNetwork();
  const [drafts, setDrafts] = useState<Drafts>(() => taken ?? draftsOf(proposed));
  const [shownId, show] = useState(proposed.posts[0]!.id);
  const [writing, write] = useState(0);
  const [planning, plan] = useState(false);
  const own = useRef<HTMLTextAreaElement>(null);
  const all: Drafts = { ...draftsOf(proposed), ...drafts };
  // Each as its owner has it now.
  const story = { ...proposed, posts: proposed.posts.map((post) => inWording(post, all[post.id]!.wording)) };
  const shown = story.posts.find(({ id }) => id === shownId) ?? story.posts[0]!;
  const draft = all[shown.id]!;
  const judged = useJudged(shown, draft, false);
  const times = useReply("proposalTimes", { params: { id: shown.id } });
  const change = (next: Draft) => {
    keepDraft(shown.id, next);
    setDrafts((before) => ({ ...before, [shown.id]: next }));
  };
  const going = story.posts.filter(({ id }) => !all[id]!.out);
  const tap = () => ({ key: crypto.randomUUID(), device: device() });
  const ids = story.posts.map(({ id }) => id);
  const publish = (at?: string) => {
    plan(false);
    const posts = going.map((post) => ({ id: post.id, ...changeOf(post, all[post.id]!) }));
    answer({ answer: "publish", ...tap(), posts, ...(at === undefined ? {} : { at }) }, all, story);
  };
  const best = times.data?.best ?? null;
  const off = going.length === 0 || (judged.wrong && !draft.out);
  const word = judged.silent
    ? "proposals.asRepost"
    : !online
      ? "proposals.publishBack"
      : going.length > 1
        ? "proposals.publishAll"
        : "proposals.publish";
  const shared = {
    publish: { label: t(word, { count: going.length }), off, press: () => publish() },
    times: times.data,
    best: () => best !== null && publish(best.at),
    choose: () => plan(true),
    later: () => answer({ answer: "later", ...tap(), ids }, all, story),
    no: () => answer({ answer: "decline", ...tap(), ids }, all, story),
    busy,
    keys,
  };
  // The arrows change the wording where there are several, else the network.
  const several = shown.wordings.length > 0 && !judged.silent;
  const turn = (by: 1 | -1) => {
    const names = [null, ...shown.wordings.map(({ id }) => id)];
    const next = names[Math.max(0, names.indexOf(draft.wording)) + by];
    if (next !== undefined) change(reword(draft, next));
  };
  useKeys(keys && !busy, {
    P: () => !off && publish(),
    M: () => !off && best !== null && publish(best.at),
    C: () => !off && times.data !== undefined && plan(true),
    L: shared.later,
    X: shared.no,
    E: () => !judged.silent && (own.current === null ? write((times) => times + 1) : own.current.focus()),
    Z: undo,
    J: () => step(1),
    K: () => step(-1),
    ArrowRight: () => (several ? turn(1) : show(beside(ids, shown.id, 1))),
    ArrowLeft: () => (several ? turn(-1) : show(beside(ids, shown.id, -1))),
  });
  return (
    <>
      <div className={classes.stage}>
        <OneStory
          story={story}
          drafts={all}
          shown={shown}
          judged={judged}
          show={show}
          change={change}
          write={() => write((times) => times + 1)}
          own={desk ? own : null}
          trouble={trouble}
        />
      </div>
      {desk ? <DeskAnswers {...shared} /> : <PhoneAnswers {...shared} />}
      <Late opened={writing > 0}>
        {(opened) => (
          <Write
            key={`${shown.id} ${writing}`}
            opened={opened && writing > 0}
            post={shown}
            draft={draft}
            change={change}
            close={() => write(0)}
          />
        )}
      </Late>
      {times.data !== undefined && (
        <Late opened={planning}>
          {(opened) => (
            <WhenSheet key={shown.id} opened={opened} close={() => plan(false)} times={times.data!} plan={publish} />
          )}
        </Late>
      )}
    </>
  );
}

/** The one beside, round the corner. */
const beside = (ids: readonly number[], id: number, by: number): number =>
  ids[(ids.indexOf(id) + by + ids.length) % ids.length] ?? id;
