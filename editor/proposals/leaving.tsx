import { IconArrowBackUp, IconArrowRight } from "@tabler/icons-react";
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { firstPart } from "#engine/post.ts";
import { useWords } from "../language.tsx";
import { call } from "../client.ts";
import { Dock, DockButton } from "../ui/dock.tsx";
import { Face } from "../ui/face.tsx";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import { picturesOf } from "../ui/picture.ts";
import { PostCard } from "../ui/post-card.tsx";
import { Wire, type WireState } from "../ui/wire.tsx";
import { mediaOf } from "./chosen.ts";
import { type Draft, wordsOf } from "./draft.ts";
import type { Given } from "./use-answers.ts";
import { useSeconds } from "./use-seconds.ts";
import classes from "./leaving.module.css";

/** What the network has said of a post whose ten seconds are over, in the words of the page. */
type Said = "waits" | "leaving" | "sent" | "refused" | "unknown" | "kept";

function saidOf(state: string | undefined): Said {
  if (state === "published") return "sent";
  if (state === "rejected") return "refused";
  if (state === "unknown") return "unknown";
  if (state === "held" || state === "cancelled" || state === "expired") return "kept";
  return "leaving";
}

/** What is told first where networks differ. */
const worstFirst = ["refused", "kept", "unknown", "leaving", "sent"] as const;

/** Asked that often what became of it, milliseconds. */
const often = 2_000;

const wires: Record<Said, WireState> = {
  waits: "asked",
  leaving: "done",
  sent: "done",
  refused: "broken",
  kept: "broken",
  unknown: "asked",
};

/**
 * A yes on its way: the seconds in which it can be taken back are seen as a light that travels from the face to the network, and nothing is said to be
 * sent before the network said so.
 */
export function Leaving({
  given,
  drafts,
  seconds,
  undo,
  next,
  more,
}: {
  given: Given;
  drafts: Record<number, Draft>;
  /** In all. */
  seconds: number;
  undo: () => void;
  next: () => void;
  /** Another one waits. */
  more: boolean;
}) {
  const { t, text: inWords } = useWords();
  const left = useSeconds(given.until);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const posts = given.story.posts.filter(
    ({ id }) => given.ids.includes(id) && !given.refused.some((no) => no.id === id),
  );
  const post = posts[0] ?? given.story.posts[0]!;
  const over = left <= 0;
  // Each network speaks for itself: nothing is said of one because another did.
  const fates = useQueries({
    queries: posts.map(({ id }) => ({
      queryKey: ["getDelivery", { params: { id } }],
      queryFn: () => call("getDelivery", { params: { id } }),
      enabled: over && !given.waits,
      refetchInterval: (query: { state: { data: Reply<"getDelivery"> | undefined } }) =>
        saidOf(query.state.data?.state) === "leaving" ? often : (false as const),
    })),
  });
  const told = posts.map((each, index) => ({
    each,
    data: fates[index]?.data,
    said: saidOf(fates[index]?.data?.state),
  }));
  const worst = worstFirst.find((one) => told.some((fate) => fate.said === one)) ?? "leaving";
  const { data, each: first = post } = told.find((fate) => fate.said === worst) ?? {};
  const said: Said = given.waits ? "waits" : over ? worst : "leaving";
  // What the day's list and the end of the day tell of it is asked anew as soon as a network has spoken.
  const client = useQueryClient();
  const spoken = over && said !== "leaving" && said !== "waits" ? said : null;
  useEffect(() => {
    if (spoken !== null)
      for (const name of ["listAnswered", "myPosts"]) void client.invalidateQueries({ queryKey: [name] });
  }, [client, spoken]);
  const draft = drafts[post.id];
  const namesOf = (some: readonly { account: { network: string } }[]) =>
    some.map(({ account }) => networkTitle(account.network)).join(", ");
  const networks =
    over && !given.waits ? namesOf(told.filter((fate) => fate.said === said).map(({ each }) => each)) : namesOf(posts);
  const out = told.filter((fate) => fate.said === "sent" && said !== "sent").map(({ each }) => each);
  const part = firstPart(post.post);
  return (
    <section className={classes.leaving} aria-label={given.story.title}>
      <div className={classes.post} aria-hidden="true" inert>
        <PostCard
          post={{
            network: post.account.network,
            name: post.account.name,
            handle: post.account.handle,
            avatar: post.account.avatar,
            text: draft === undefined ? post.text : wordsOf(post, draft),
            link: post.link,
            original: part.original,
            media: picturesOf(draft === undefined ? (part.media ?? []) : mediaOf(draft.pictures), post.account.network),
          }}
        />
      </div>
      <Wire
        from={<Face name={post.account.name} avatar={post.account.avatar} size={64} />}
        to={
          <span className={classes.marks}>
            {posts.map(({ id, account }) => (
              <NetworkMark key={id} network={account.network} size={posts.length > 1 ? 44 : 58} />
            ))}
          </span>
        }
        state={!over && !given.waits ? "moving" : wires[said]}
        // Told once a second: it is where it will be when the next one is told.
        way={Math.min(1, Math.max(0, (seconds - left + 1) / seconds))}
      />
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        {given.waits ? (
          t("leaving.waits")
        ) : over ? (
          t(`leaving.${said === "waits" ? "leaving" : said}`, { networks })
        ) : (
          <>
            <span aria-hidden="true">
              {t("leaving.in")} <b className={classes.seconds}>{t("leaving.seconds", { count: left })}</b>
            </span>
            {/* Said once, with the time that there is; not every second. */}
            <span className={classes.read}>{t("leaving.said", { networks, count: seconds })}</span>
          </>
        )}
      </h1>
      <p className={classes.note}>
        {given.waits
          ? t("leaving.waitsText")
          : over
            ? t(`leaving.${said === "waits" ? "leaving" : said}Text`, { networks })
            : t("leaving.nothing")}
      </p>
      {over && out.length > 0 && <p className={classes.note}>{t("leaving.sent", { networks: namesOf(out) })}</p>}
      {over && data?.reason != null && (said === "refused" || said === "kept") && (
        <p className={classes.cause}>{inWords(data.reason)}</p>
      )}
      {over && said === "kept" && data?.reasonCode === "reconnect" && (
        <p className={classes.cause}>
          <Link href={`/accounts/${first.account.id}`}>
            {t("leaving.reconnect", { network: networkTitle(first.account.network) })}
          </Link>
        </p>
      )}
      {given.refused.map(({ id, refused }) => {
        const account = given.story.posts.find((each) => each.id === id)?.account;
        return (
          refused && (
            <p key={id} className={classes.cause}>
              <b>{t("leaving.not", { network: networkTitle(account?.network ?? "") })}</b> {inWords(refused.message)}
            </p>
          )
        );
      })}
      <Dock
        first={
          over && !given.waits ? (
            <DockButton tone="act" onClick={next}>
              {t(more ? "leaving.next" : "leaving.end")}
            </DockButton>
          ) : (
            <DockButton tone="beside" icon={IconArrowBackUp} letter="z" onClick={undo}>
              {t("action.undo")}
            </DockButton>
          )
        }
        second={
          over && !given.waits ? null : (
            <DockButton tone="plain" icon={IconArrowRight} onClick={next}>
              {t(more ? "leaving.next" : "leaving.end")}
            </DockButton>
          )
        }
      />
    </section>
  );
}
