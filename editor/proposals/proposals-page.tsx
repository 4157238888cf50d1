import "./words.ts";
import { Skeleton, VisuallyHidden } from "@mantine/core";
import { useDocumentTitle, useMediaQuery } from "@mantine/hooks";
import { IconX } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useLocation } from "wouter";
import { call } from "../client.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useReply, useRows } from "../replies.ts";
import { Failed } from "../ui/failed.tsx";
import { lazy } from "../ui/lazy.ts";
import { Late } from "../ui/late.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Segments } from "../ui/segments.tsx";
import { Answering, type Drafts } from "./answering.tsx";
import { Done } from "./done.tsx";
import { forgetDraft } from "./draft.ts";
import { useKeys } from "./keys.ts";
import { Leaving } from "./leaving.tsx";
import type { Trouble } from "./one.tsx";
import { Over } from "./over.tsx";
import { Pills } from "./pills.tsx";
import { Preferences, usePreferences } from "./preferences.tsx";
import { Queue } from "./queue.tsx";
import type { Answer, Outcome, Story } from "./story.ts";
import { type Given, useAnswers } from "./use-answers.ts";
import { Important } from "./who.tsx";
import classes from "./proposals.module.css";

const ReasonSheet = lazy(async () => ({ default: (await import("./reason-sheet.tsx")).ReasonSheet }));

const today = (): string => {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
};

/**
 * What waits for a person, one thing on the screen: `/` shows the first, `/proposals/:id` one that was meant, `/proposals` on a phone all of
 * them. Each answer can be taken back while it says so; what was answered is out of the way at once.
 */
export function ProposalsPage({ id: meantId }: { id?: string | undefined }) {
  const id = meantId === undefined ? null : Number(meantId);
  const { t, text } = useWords();
  useDocumentTitle(`${t("proposals.title")} · ${t("app.name")}`);
  const [path, go] = useLocation();
  const home = isEditor(useMe()) ? "/proposals" : "/";
  const desk = useMediaQuery("(min-width: 1024px)", false, { getInitialValueInEffect: false }) === true;
  const wide = useMediaQuery("(min-width: 1280px)", false, { getInitialValueInEffect: false }) === true;
  const { seconds, keys } = usePreferences();
  const { rows, query } = useRows("listProposals", { query: {} }, { every: 15_000 });
  const since = useMemo(today, []);
  const answered = useReply("listAnswered", { query: { since } }, { every: 15_000 });
  const [drafts, setDrafts] = useState<ReadonlyMap<number, Drafts>>(new Map());
  const [trouble, setTrouble] = useState<{ id: number; outcomes: Outcome[] } | null>(null);
  /** The yes that fills the screen until one goes on. */
  const [leaving, setLeaving] = useState<string | null>(null);
  /** The no that is asked about, by its tap. */
  const [declined, setDeclined] = useState<string | null>(null);
  /** What is being taken back, until the list has it again. */
  const [returning, setReturning] = useState<Story | null>(null);
  /** How many were answered since the page was opened: the bars go on counting them. */
  const [past, setPast] = useState(0);
  const answers = useAnswers(seconds, (story, outcomes) => setTrouble({ id: story.id, outcomes }));

  const gone = new Set(answers.given.flatMap(({ story }) => story.posts.map((post) => post.id)));
  const queue = rows.filter(({ posts }) => !posts.every((post) => gone.has(post.id)));
  const meant = id === null ? undefined : queue.find(({ posts }) => posts.some((post) => post.id === id));
  const elsewhere = useReply(
    "getProposal",
    { params: { id: id ?? 0 } },
    { enabled: id !== null && meant === undefined && returning === null && !query.isPending && !gone.has(id) },
  );
  const back = returning?.posts.some((post) => post.id === id) ? returning : undefined;
  if (meant !== undefined && back !== undefined) setReturning(null);
  const opened =
    id === null ? undefined : (meant ?? back ?? (gone.has(id) ? undefined : (elsewhere.data?.story ?? undefined)));
  const onList = path === "/proposals" && !desk;
  const lost = id !== null && opened === undefined && !gone.has(id) && !query.isPending;
  const current: Story | undefined = onList ? undefined : (opened ?? (lost ? undefined : queue[0]));
  const full = answers.given.find(({ key }) => key === leaving);
  const place = current === undefined ? -1 : queue.findIndex((story) => story.id === current.id);
  const onward = () => {
    setLeaving(null);
    if (id !== null) go(home === "/" ? "/" : "/proposals");
  };
  const step = (by: 1 | -1) => {
    const next = queue[place + by];
    if (next !== undefined) go(`/proposals/${next.id}`);
  };

  const answer = async (story: Story, body: Answer, written: Drafts) => {
    setTrouble(null);
    setDrafts((before) => new Map(before).set(story.id, written));
    const whole = body.answer === "publish" ? { ...body, undoSeconds: seconds } : body;
    if (!(await answers.answer(story, whole))) return;
    setPast((before) => before + 1);
    navigator.vibrate?.(10);
    if (body.answer === "publish" && body.at === undefined) setLeaving(body.key);
    else if (id !== null) onward();
    if (body.answer === "decline") setDeclined(body.key);
  };
  const undo = async (one: Given) => {
    if (leaving === one.key) setLeaving(null);
    if (declined === one.key) setDeclined(null);
    setPast((before) => Math.max(0, before - 1));
    // At once: under the finger that took it back no other story may come to lie.
    setReturning(one.story);
    go(`/proposals/${one.story.posts[0]!.id}`);
    if (!(await answers.undo(one))) setReturning(null);
  };
  /** Its seconds are over: what was written for it is needed no more. */
  const end = (one: Given) => {
    for (const each of one.ids) forgetDraft(each);
    answers.forget(one.key);
  };
  const last = answers.given.at(-1);
  const troubles = (story: Story): Trouble[] =>
    (trouble?.id === story.id ? trouble.outcomes : []).flatMap(({ id: which, refused }) => {
      if (refused === null) return [];
      // Of all of them at once: said once, with the way to mend it.
      if (refused.code === "charter") return [{ words: text(refused.message), to: "/charter" as const }];
      const network = networkTitle(story.posts.find((post) => post.id === which)?.account.network ?? "");
      return [{ words: story.posts.length > 1 ? `${network} : ${text(refused.message)}` : text(refused.message) }];
    });

  // Where no post is there to be answered (a yes on its way, nothing that waits) its key takes the last answer back all the same.
  useKeys(keys && (full !== undefined || current === undefined), {
    Z: () => last !== undefined && (last.waits || Date.now() < last.until) && void undo(last),
  });

  if (query.isPending) return <Waiting />;
  if (query.error) return <Failed error={query.error} again={query.refetch} />;
  const pills = answers.given.filter(({ key }) => key !== leaving);
  const showsQueue = wide || onList;
  return (
    <div
      className={classes.page}
      data-desk={desk || undefined}
      data-wide={wide || undefined}
      data-docked={!onList && (current !== undefined || full !== undefined) ? true : undefined}
    >
      {showsQueue && (
        <aside className={classes.queue}>
          <h1>{t("proposals.heading")}</h1>
          {queue.length === 0 && <p className="muted">{t("proposals.none")}</p>}
          <Queue stories={queue} answered={answered.data?.rows ?? []} current={current?.id ?? null} />
          <Preferences />
        </aside>
      )}
      {!onList && (
        <div className={classes.middle}>
          {!wide && (current !== undefined || full !== undefined || lost) && (
            <div className={classes.bar}>
              {desk ? (
                <h1 className={classes.heading}>{t("proposals.heading")}</h1>
              ) : (
                <button
                  type="button"
                  className={classes.close}
                  aria-label={t("proposals.close")}
                  onClick={() => (setLeaving(null), go("/proposals"))}
                >
                  <IconX size={24} stroke={1.8} aria-hidden="true" />
                </button>
              )}
              {current?.important === true && full === undefined ? (
                <Important />
              ) : (
                <Segments
                  at={past + (full === undefined ? Math.max(0, place) + 1 : 0)}
                  count={Math.max(1, past + queue.length)}
                  label={t("proposals.count", {
                    place: past + (full === undefined ? Math.max(0, place) + 1 : 0),
                    count: Math.max(1, past + queue.length),
                  })}
                />
              )}
            </div>
          )}
          {!desk && !wide && full === undefined && (
            <VisuallyHidden component="h1">{t("proposals.heading")}</VisuallyHidden>
          )}
          {full !== undefined ? (
            <div className={classes.stage}>
              <Leaving
                key={full.key}
                given={full}
                drafts={drafts.get(full.story.id) ?? {}}
                seconds={seconds}
                undo={() => void undo(full)}
                next={onward}
                more={queue.length > 0}
              />
            </div>
          ) : current !== undefined ? (
            <div className={classes.answering}>
              <Answering
                key={current.id}
                story={current}
                drafts={drafts.get(current.id)}
                desk={desk}
                keys={keys}
                busy={answers.busy}
                trouble={troubles(current)}
                undo={() => last !== undefined && void undo(last)}
                answer={(body, written, said) => void answer(said, body, written)}
                step={step}
              />
            </div>
          ) : lost && elsewhere.data !== undefined ? (
            <div className={classes.stage}>
              <Over id={id} found={elsewhere.data} next={onward} more={queue.length > 0} />
            </div>
          ) : lost && elsewhere.error ? (
            <Failed error={elsewhere.error} again={elsewhere.refetch} />
          ) : lost ? (
            <Waiting />
          ) : (
            <Done
              answered={answered.data?.rows ?? []}
              later={query.data?.pages[0]?.later ?? null}
              listed={showsQueue}
            />
          )}
        </div>
      )}
      <Pills given={pills} undo={(one) => void undo(one)} end={end} />
      <p className={classes.read} role="status">
        {last !== undefined && last.key !== leaving ? t("pill.read", { count: seconds }) : ""}
      </p>
      <Late opened={declined !== null}>
        {(isOpen) => (
          <ReasonSheet
            opened={isOpen}
            close={() => setDeclined(null)}
            say={(reason) => {
              const one = answers.given.find(({ key }) => key === declined);
              setDeclined(null);
              if (one !== undefined)
                void call("explainProposals", { body: { ids: one.ids, reason } }).catch(() => undefined);
            }}
          />
        )}
      </Late>
    </div>
  );
}

/** The shape of what comes; calm, and only where it takes a while. */
function Waiting() {
  const { t } = useWords();
  return (
    <div className={classes.waiting} aria-busy="true">
      <VisuallyHidden>{t("loading")}</VisuallyHidden>
      <Skeleton height={8} />
      <Skeleton height={40} width="70%" />
      <Skeleton height={420} radius={18} />
    </div>
  );
}
