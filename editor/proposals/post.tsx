import { IconPencil } from "@tabler/icons-react";
import type { RefObject } from "react";
import { firstPart } from "#engine/post.ts";
import { useWords } from "../language.tsx";
import { cards } from "../networks.ts";
import { shownLink } from "../ui/link-card.ts";
import { longestAlt, picturesOf } from "../ui/picture.ts";
import { PostCard } from "../ui/post-card.tsx";
import { PostRest } from "../ui/post-rest.tsx";
import { When } from "../ui/when.tsx";
import { mediaOf } from "./chosen.ts";
import { type Draft, restOf, wordsOf } from "./draft.ts";
import { OwnSentence } from "./own-sentence.tsx";
import { Wordings } from "./wordings.tsx";
import { Pictures } from "./pictures.tsx";
import type { Proposed } from "./story.ts";
import type { Judged } from "./use-judged.ts";
import classes from "./one.module.css";

/** One of the two that a person chooses between, with its preview below: a whole line to tap. */
function Way({
  way,
  chosen,
  choose,
}: {
  way: "repost" | "own";
  chosen: "repost" | "own";
  choose: (way: "repost" | "own") => void;
}) {
  const { t } = useWords();
  return (
    <label className={classes.choice} data-on={chosen === way || undefined}>
      <input type="radio" name="share" checked={chosen === way} onChange={() => choose(way)} />
      <b>{t(way === "repost" ? "proposals.asRepost" : "proposals.asOwn")}</b>
      <small>{t(way === "repost" ? "proposals.asRepostHint" : "proposals.asOwnHint")}</small>
    </label>
  );
}

/** A post as its network will show it, with a place for a first sentence of one's own; and what else there is to choose or to know about it. */
export function PostToAnswer({
  post,
  draft,
  judged,
  change,
  write,
  own,
}: {
  post: Proposed;
  draft: Draft;
  judged: Judged;
  change: (next: Draft) => void;
  write: () => void;
  /** Where the first sentence is written in the post itself; null: over the page. */
  own: RefObject<HTMLTextAreaElement | null> | null;
}) {
  const { t, text: inWords } = useWords();
  const part = firstPart(post.post);
  const { account, item, other } = post;
  const shownBy = { network: account.network, name: account.name, handle: account.handle, avatar: account.avatar };
  const passing = other !== null && draft.share === "repost";
  const sentence = draft.sentence.trim();
  return (
    <>
      {other !== null && (
        <>
          <Way way="repost" chosen={draft.share} choose={(share) => change({ ...draft, share })} />
          <div className={classes.way} data-off={!passing || undefined}>
            <PostCard post={{ ...shownBy, text: "", link: null, original: firstPart(other).original }} />
          </div>
          <Way way="own" chosen={draft.share} choose={(share) => change({ ...draft, share })} />
        </>
      )}
      <Wordings post={post} draft={draft} change={change} off={passing || judged.silent} dim={passing || draft.out}>
        <PostCard
          post={{
            ...shownBy,
            text: wordsOf(post, own === null ? draft : { ...draft, sentence: "" }),
            link: post.link,
            original: part.original,
            warning: part.warning,
            visibility: part.visibility,
            media: picturesOf(mediaOf(draft.pictures), account.network),
            // Of a picture that was taken off nothing is shown, nor where the network would have it from.
            ...shownLink(part, account.network, {
              title: item?.title ?? null,
              picture: draft.pictures.length > 0 ? null : (item?.picture ?? null),
            }),
          }}
          written={(words) => (
            <>
              {!judged.silent && own !== null && (
                <OwnSentence
                  field={own}
                  sentence={draft.sentence}
                  judged={judged}
                  write={(said) => change({ ...draft, sentence: said })}
                />
              )}
              {!judged.silent && own === null && sentence === "" && (
                <button type="button" className={classes.sentence} onClick={write}>
                  <IconPencil size={20} stroke={1.8} aria-hidden="true" />
                  {t("proposals.sentence")}
                </button>
              )}
              {words}
            </>
          )}
        />
      </Wordings>
      {!passing && draft.pictures.length > 0 && (
        <Pictures
          id={post.id}
          chosen={draft.pictures}
          longest={(medium) => longestAlt(medium, post.limits, cards.get(account.network))}
          change={(pictures) => change({ ...draft, pictures })}
        />
      )}
      {!passing && (
        <PostRest
          parts={restOf(post, draft).map((words, index) => ({ kind: post.post.parts[index + 1]!.kind, text: words }))}
        />
      )}
      {judged.rulings
        // A picture asks for its words where it stands.
        .filter(({ code }) => code !== "no-alt")
        .map(({ code, severity, message }) => (
          <p key={code} className={classes.ruling} data-severity={severity}>
            {inWords(message)}
          </p>
        ))}
      {post.before !== null && (
        <p className={classes.about}>
          {t("proposals.before")} <When at={post.before} />.
          {post.notBefore !== null && (
            <>
              {" "}
              {t("proposals.notBefore")} <When at={post.notBefore} />.
            </>
          )}
        </p>
      )}
    </>
  );
}
