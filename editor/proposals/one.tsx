import { Anchor } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconInfoCircle, IconPencil, IconPlayerPause, IconRobot, IconUsers } from "@tabler/icons-react";
import type { RefObject } from "react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import type { Draft } from "./draft.ts";
import { PostToAnswer } from "./post.tsx";
import { ShareLinks } from "./share-links.tsx";
import type { Proposed, Story } from "./story.ts";
import type { Judged } from "./use-judged.ts";
import { Important, Who } from "./who.tsx";
import classes from "./one.module.css";

/** Why an answer was not taken, and where that is mended. */
export type Trouble = { words: string; to?: "/charter" };

/** The networks that a story is meant for: whose post is shown, and which of them are left out. */
function Networks({
  posts,
  drafts,
  shown,
  show,
}: {
  posts: readonly Proposed[];
  drafts: Record<number, Draft>;
  shown: Proposed;
  show: (id: number) => void;
}) {
  const { t } = useWords();
  return (
    <div className={classes.networks} role="group" aria-label={t("proposals.networks")}>
      {posts.map(({ id, account }) => {
        const out = drafts[id]?.out ?? false;
        return (
          <button
            key={id}
            type="button"
            className={classes.network}
            aria-pressed={id === shown.id}
            data-out={out || undefined}
            onClick={() => show(id)}
          >
            <NetworkMark network={account.network} size={22} />
            <span>
              {posts.filter((each) => each.account.network === account.network).length > 1
                ? account.handle
                : networkTitle(account.network)}
            </span>
            {out && <span className={classes.outWord}>{t("proposals.leftOut")}</span>}
          </button>
        );
      })}
    </div>
  );
}

/** A story that waits: who proposes it and why, its post on each network, and what is to be known before one says yes. */
export function OneStory({
  story,
  drafts,
  shown,
  judged,
  show,
  change,
  write,
  own,
  trouble,
}: {
  story: Story;
  drafts: Record<number, Draft>;
  shown: Proposed;
  judged: Judged;
  show: (id: number) => void;
  change: (next: Draft) => void;
  write: () => void;
  /** Where the first sentence is written in the post itself. */
  own: RefObject<HTMLTextAreaElement | null> | null;
  /** Why the last answer was not taken. */
  trouble: readonly Trouble[];
}) {
  const { t } = useWords();
  const { posts, item } = story;
  const draft = drafts[shown.id]!;
  const network = networkTitle(shown.account.network);
  const written = draft.sentence.trim() !== "" || draft.text !== null || draft.rest !== null;
  // Elsewhere it stands above, in the place of the bars that count.
  const wide = useMediaQuery("(min-width: 1280px)", false, { getInitialValueInEffect: false }) === true;
  // Where the network minds it, its rule says so already.
  const told = judged.rulings.some(({ code }) => code === "alike");
  const staying = posts.filter(({ id }) => !(drafts[id]?.out ?? false)).length;
  return (
    <article className={classes.one} aria-label={story.title}>
      {wide && story.important && <Important />}
      <Who story={story} />
      {trouble.length > 0 && (
        <div className={classes.trouble} role="alert">
          {[...new Map(trouble.map((one) => [one.words, one])).values()].map(({ words, to }) => (
            <p key={words}>
              {words} {to && <Link href={to}>{t("proposals.charter")}</Link>}
            </p>
          ))}
        </div>
      )}
      {posts.length > 1 && <Networks posts={posts} drafts={drafts} shown={shown} show={show} />}
      {shown.paused && (
        <p className={classes.banner}>
          <IconPlayerPause size={20} stroke={1.8} aria-hidden="true" />
          <span>
            {t("proposals.paused", { network })} <Link href="/accounts">{t("proposals.pausedChange")}</Link>
          </span>
        </p>
      )}
      {shown.machine && draft.share === "own" && (
        <p className={classes.note}>
          <IconRobot size={20} stroke={1.7} aria-hidden="true" />
          {t("proposals.machine")}
        </p>
      )}
      <PostToAnswer key={shown.id} post={shown} draft={draft} judged={judged} change={change} write={write} own={own} />
      {shown.said !== null && !told && draft.sentence.trim() === "" && !judged.silent && (
        <p className={classes.note} data-tone="soft">
          <IconUsers size={20} stroke={1.7} aria-hidden="true" />
          <span>
            <b>{shown.said.name === null ? t("proposals.said") : t("proposals.saidBy", { name: shown.said.name })}</b>{" "}
            {t("proposals.yourWay")}
          </span>
        </p>
      )}
      <div className={classes.more}>
        {!judged.silent && (
          <button type="button" className={classes.small} onClick={write}>
            <IconPencil size={17} stroke={1.8} aria-hidden="true" />
            {t(written ? "proposals.editAgain" : "proposals.edit")}
          </button>
        )}
        {posts.length > 1 && (draft.out || staying > 1) && (
          <button type="button" className={classes.small} onClick={() => change({ ...draft, out: !draft.out })}>
            {t(draft.out ? "proposals.putIn" : "proposals.leaveOut", { network })}
          </button>
        )}
      </div>
      <p className={classes.about}>
        <IconInfoCircle size={16} stroke={1.7} aria-hidden="true" />{" "}
        {item === null ? t("proposals.map", { map: story.mapName }) : t("proposals.source", { source: item.source })}
        {item?.link && (
          <>
            {" · "}
            <Anchor href={item.link} target="_blank" rel="noreferrer" inherit>
              {t("proposals.read")}
            </Anchor>
          </>
        )}
      </p>
      {item?.link != null && <ShareLinks link={item.link} />}
    </article>
  );
}
