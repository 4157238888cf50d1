import {
  IconAlertTriangle,
  IconBookmark,
  IconEyeOff,
  IconHeart,
  IconLock,
  IconMessageCircle,
  IconRepeat,
  IconShare3,
  IconStar,
} from "@tabler/icons-react";
import type { CSSProperties, ReactNode } from "react";
import { type Act, usualLook, type Visibility } from "#engine/card.ts";
import type { Original } from "#engine/post.ts";
import { useWords } from "../language.tsx";
import { cards } from "../networks.ts";
import { Face } from "./face.tsx";
import { NetworkMark, networkTitle } from "./network.tsx";
import type { Picture } from "./picture.ts";
import { PostMedia } from "./post-media.tsx";
import classes from "./post-card.module.css";

export type Post = {
  network: string;
  name: string;
  handle: string;
  avatar: string | null;
  text: string;
  link: string | null;
  /** What goes with it; a network shows no card of the link beside. */
  media?: readonly Picture[];
  /** Title and picture for the link's card, where they are known. */
  title?: string | null;
  description?: string | null;
  picture?: { url: string; alt: string | null } | null;
  /** What it passes on, where it is a repost. */
  original?: Original | null | undefined;
  /** What its words wait behind there. */
  warning?: string | null | undefined;
  /** Who sees it; absent: as the account is set up. */
  visibility?: Visibility | null | undefined;
};

const address = /https?:\/\/[^\s]+/g;

/** The text with its links and hashtags coloured as the networks do. Nothing in it can be clicked. */
function Words({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/[^\s]+|[#@][\p{L}\p{N}_]+)/u);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <span key={index} className={classes.link}>
            {part.startsWith("http") ? part.replace(/^https?:\/\/(www\.)?/, "").replace(/^(.{34}).+$/, "$1…") : part}
          </span>
        ) : (
          part
        ),
      )}
    </>
  );
}

const hostOf = (link: string): string => {
  try {
    return new URL(link).hostname.replace(/^www\./, "");
  } catch {
    return link;
  }
};

const glyphs: Record<Act, typeof IconHeart> = {
  reply: IconMessageCircle,
  repost: IconRepeat,
  like: IconHeart,
  favourite: IconStar,
  bookmark: IconBookmark,
  share: IconShare3,
};

/** The post that is passed on, as it was when it was read. */
function Passed({ original }: { original: Original }) {
  const { t } = useWords();
  return (
    <>
      <p className={classes.passes}>
        <IconRepeat size={15} stroke={1.8} aria-hidden="true" /> {t("post.reposts")}
      </p>
      <blockquote className={classes.original}>
        {original.author && <span className={classes.name}>{original.author}</span>}
        <p className={classes.text}>
          <Words text={original.text ?? original.url ?? original.remoteId} />
        </p>
      </blockquote>
    </>
  );
}

/** A post as its network would show it. */
export function PostCard({ post, foot, badge }: { post: Post; foot?: ReactNode; badge?: ReactNode }) {
  const link = post.link ?? post.text.match(address)?.[0] ?? null;
  const whole = post.link && !post.text.includes(post.link) ? `${post.text} ${post.link}` : post.text;
  const pictures = post.media ?? [];
  const look = cards.get(post.network)?.look ?? usualLook;
  const { t } = useWords();
  const Lock = post.visibility === "followers" ? IconLock : IconEyeOff;
  return (
    <article
      className={classes.post}
      style={{ "--post-link": look.link, "--post-round": `${look.round}px` } as CSSProperties}
      aria-label={`${networkTitle(post.network)}, ${post.name}`}
    >
      <header className={classes.header}>
        <Face name={post.name} avatar={post.avatar} size={40} />
        <div className={classes.who}>
          <span className={classes.name}>{post.name}</span>
          <span className={classes.handle}>@{post.handle}</span>
        </div>
        {badge}
        <NetworkMark network={post.network} size={20} />
      </header>
      {post.visibility && post.visibility !== "public" && (
        <p className={classes.passes}>
          <Lock size={15} stroke={1.8} aria-hidden="true" /> {t(`post.visibility.${post.visibility}`)}
        </p>
      )}
      {post.warning && (
        <p className={classes.warned}>
          <IconAlertTriangle size={15} stroke={1.8} aria-hidden="true" /> {post.warning}
        </p>
      )}
      {whole !== "" && (
        <p className={classes.text}>
          <Words text={whole} />
        </p>
      )}
      {post.original && <Passed original={post.original} />}
      {pictures.length > 0 && <PostMedia pictures={pictures} />}
      {pictures.length === 0 && !post.original && link && post.title && (
        <div className={classes.card}>
          {post.picture && <img src={post.picture.url} alt={post.picture.alt ?? ""} loading="lazy" />}
          <div>
            <span className={classes.host}>{hostOf(link)}</span>
            <span className={classes.cardTitle}>{post.title}</span>
            {post.description && <span className={classes.cardWords}>{post.description}</span>}
          </div>
        </div>
      )}
      {foot ?? (
        <div className={classes.acts} aria-hidden="true">
          {look.acts.map((act) => {
            const Glyph = glyphs[act];
            return <Glyph key={act} size={17} stroke={1.6} />;
          })}
        </div>
      )}
    </article>
  );
}
