import { ActionIcon, Anchor, Button } from "@mantine/core";
import { IconArrowLeft, IconArrowUpRight, IconExternalLink, IconX } from "@tabler/icons-react";
import { Suspense, useEffect, useRef } from "react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords, type Words } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import { useNow } from "../ui/now.ts";
import { relative } from "../ui/relative.ts";
import { StateDot } from "../ui/state-dot.tsx";
import { lazy } from "../ui/lazy.ts";
import { When } from "../ui/when.tsx";
import { Importance } from "./importance.tsx";
import { ShownPost } from "./shown-post.tsx";
import classes from "./story-panel.module.css";
import { allOf, sumOf } from "./story-row.tsx";

// The way through the maps comes after the answer.
const WhyBeside = lazy(async () => ({ default: (await import("../why/beside.tsx")).WhyBeside }));

type Whole = Reply<"getStory">;
type Post = Whole["posts"][number];

/** The answer in one sentence: about the one that is looked at, else about all. */
export function answerOf(story: Pick<Whole, "sums">, post: Post | undefined, words: Words, now: number): string {
  const { t, language } = words;
  if (!post) {
    const [all, out] = [allOf(story), story.sums.published ?? 0];
    return out === all ? t("beside.allOut", { all }) : t("beside.out", { out, all });
  }
  const { name, network } = post.account;
  const when = relative(Date.parse(post.at), now, language) ?? t("time.soon");
  return t(`beside.${post.mark}`, { name, network: networkTitle(network), when });
}

/** One delivery of the story: what it says, and the ways to it and to its map. */
function Looked({ post }: { post: Post }) {
  const { t } = useWords();
  const query = useReply("getDelivery", { params: { id: post.id } }, { every: 10_000 });
  const out = post.mark === "published";
  return (
    <section className={classes.looked} aria-label={post.account.name}>
      {/* What failed is said where all of it stands. */}
      {query.data && (
        <div className={classes.post}>
          <h3 className={classes.label}>{t(out ? "beside.said" : "beside.wouldSay")}</h3>
          <ShownPost delivery={query.data} />
        </div>
      )}
      <p className={classes.ways}>
        {post.remoteUrl && (
          <Anchor href={post.remoteUrl} target="_blank" rel="noreferrer">
            {t("delivery.view", { network: networkTitle(post.account.network) })}
            <IconExternalLink size={15} stroke={1.8} aria-hidden="true" />
          </Anchor>
        )}
        <Link href={`/maps/${post.mapId}`}>
          {t("beside.inMap", { name: post.mapName })}
          <IconArrowUpRight size={15} stroke={1.8} aria-hidden="true" />
        </Link>
        <Link href={`/deliveries/${post.id}`}>
          {t("beside.all")}
          <IconArrowUpRight size={15} stroke={1.8} aria-hidden="true" />
        </Link>
      </p>
    </section>
  );
}

function Everybody({ story, who, addressOf }: { story: Whole; who: number | null; addressOf: (id: number) => string }) {
  const words = useWords();
  const { t, text } = words;
  const rest = allOf(story) - story.posts.length;
  return (
    <section aria-labelledby="everybody">
      <h3 id="everybody" className={classes.label}>
        {t("beside.everybody", { count: allOf(story) })} · {sumOf(story, words)}
      </h3>
      <ul className={classes.everybody}>
        {story.posts.map((post) => (
          <li key={post.id}>
            <Link
              href={addressOf(post.id)}
              replace
              className={classes.one!}
              aria-current={who === post.id ? "true" : undefined}
            >
              <Face {...post.account} size={32} />
              <span className={classes.words}>
                <span className={classes.name}>{post.account.name}</span>
                <span className={classes.state}>
                  <StateDot mark={post.mark} size={9} />
                  {t(`mark.one.${post.mark}`)} · <When at={post.at} />
                </span>
                {post.reason && post.mark !== "published" && <span className={classes.why}>{text(post.reason)}</span>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className={classes.rest}>{t("told.more", { count: rest })}</p>}
    </section>
  );
}

/**
 * A story beside the list: the answer in one sentence, everybody's state with its reason, what one of them says. On a phone it is the page.
 * It shows what the ledger knows; `close` is where one goes without it.
 */
export function StoryPanel({
  open,
  who,
  close,
  addressOf,
}: {
  open: number;
  who: number | null;
  close: () => void;
  addressOf: (changed: { who: number }) => string;
}) {
  const words = useWords();
  const { t, text } = words;
  const now = useNow();
  const query = useReply("getStory", { params: { id: open } }, { every: 10_000, keep: true });
  const story = query.data;
  const post = story?.posts.find(({ id }) => id === who);
  // The same that the way below it asks for: one answer for both.
  const asked = { key: story?.key ?? "", ...(post && { account: post.account.id }) };
  const why = useReply("why", { query: asked }, { enabled: story !== undefined, every: 20_000 });
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    top.current?.scrollTo(0, 0);
    // On a phone the list has gone with what had the focus.
    if (document.activeElement === document.body) top.current?.focus();
  }, [open, who]);
  return (
    <aside ref={top} className={classes.panel} aria-label={t("beside.title")} tabIndex={-1}>
      <div className={classes.head}>
        <Button
          className={classes.back!}
          variant="subtle"
          color="ink"
          leftSection={<IconArrowLeft size={17} stroke={1.8} />}
          onClick={close}
        >
          {t("deliveries.title")}
        </Button>
        <ActionIcon className={classes.close!} size={36} aria-label={t("action.close")} onClick={close}>
          <IconX size={18} stroke={1.8} />
        </ActionIcon>
      </div>
      <Answer query={query} lines={4} height={72} small>
        {() =>
          story && (
            <>
              <p className={classes.about} dir="auto">
                {story.link ? (
                  <Anchor href={story.link} target="_blank" rel="noreferrer" inherit c="inherit">
                    {story.title}
                  </Anchor>
                ) : (
                  story.title
                )}
              </p>
              <div className={classes.answer}>
                {post && <Face {...post.account} size={44} />}
                <h2>{post && why.data ? text(why.data.answer.says) : answerOf(story, post, words, now)}</h2>
              </div>
              <Suspense>
                <WhyBeside
                  key={post?.id}
                  item={story.key}
                  account={post?.account.id ?? null}
                  map={post?.mapId ?? null}
                />
              </Suspense>
              <Importance key={open} delivery={open} />
              {post && <Looked key={post.id} post={post} />}
              <Everybody story={story} who={post?.id ?? null} addressOf={(id) => addressOf({ who: id })} />
            </>
          )
        }
      </Answer>
    </aside>
  );
}
