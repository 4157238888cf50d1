import { IconAlertTriangle, IconEyeOff, IconLock, IconRepeat } from "@tabler/icons-react";
import { createElement, type CSSProperties, type ReactNode } from "react";
import { usualLook, type Visibility } from "#engine/card.ts";
import type { Original } from "#engine/post.ts";
import { useWords } from "../language.tsx";
import { cards, useSkin } from "../networks.ts";
import { Face } from "./face.tsx";
import { networkTitle } from "./network.tsx";
import type { Picture } from "./picture.ts";
import { PostMedia } from "./post-media.tsx";
import { PostWords } from "./post-words.tsx";
import { UsualSkin } from "./usual-skin.tsx";
import classes from "./post-card.module.css";

export type Post = {
  network: string;
  name: string;
  handle: string;
  avatar: string | null;
  /** An account of the company. */
  company?: boolean;
  text: string;
  link: string | null;
  /** When it is out, in words. */
  when?: string | null;
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

const hostOf = (link: string): string => {
  try {
    return new URL(link).hostname.replace(/^www\./, "");
  } catch {
    return link;
  }
};

/** The post that is passed on, as it was when it was read. */
function Passed({ original }: { original: Original }) {
  const { t } = useWords();
  return (
    <div>
      <p className={classes.passes}>
        <IconRepeat size={15} stroke={1.8} aria-hidden="true" /> {t("post.reposts")}
      </p>
      <blockquote className={classes.original}>
        {original.author && <span className={classes.name}>{original.author}</span>}
        <PostWords text={original.text ?? original.url ?? original.remoteId} />
      </blockquote>
    </div>
  );
}

/** Who sees a post, where that is not everybody. */
function Seen({ by }: { by: Visibility | null | undefined }) {
  const { t } = useWords();
  if (!by || by === "public") return null;
  const Lock = by === "followers" ? IconLock : IconEyeOff;
  return (
    <span className={classes.seen}>
      <Lock size={15} stroke={1.8} aria-hidden="true" /> {t(`post.visibility.${by}`)}
    </span>
  );
}

/**
 * A post as its network would show it, in that network's own manner (editor/skin.tsx). `written`: what stands in place of its words, which
 * it is given, while somebody changes them. Where links lead and what could be pressed there does nothing here.
 */
export function PostCard({
  post,
  written = (words) => words,
  bare = false,
}: {
  post: Post;
  written?: (words: ReactNode) => ReactNode;
  /** Without a frame and a name of its own: what is around it has them. */
  bare?: boolean;
}) {
  const { text: say } = useWords();
  const skin = useSkin(post.network) ?? UsualSkin;
  const link = post.link ?? post.text.match(address)?.[0] ?? null;
  const pictures = post.media ?? [];
  const look = cards.get(post.network)?.look ?? usualLook;
  const warned = post.warning ? (
    <p className={classes.warned}>
      <IconAlertTriangle size={15} stroke={1.8} aria-hidden="true" /> {post.warning}
    </p>
  ) : null;
  const words = post.text === "" ? null : <PostWords key={post.text} text={post.text} />;
  const linked = pictures.length === 0 && !post.original && link && post.title;
  const Frame = bare ? "div" : "article";
  return (
    <Frame
      className={classes.post}
      data-light
      data-bare={bare || undefined}
      style={{ "--post-link": look.link, "--post-round": `${look.round}px` } as CSSProperties}
      {...(bare ? {} : { "aria-label": `${networkTitle(post.network)}, ${post.name}` })}
    >
      {createElement(skin, {
        network: post.network,
        name: post.name,
        handle: post.handle,
        face: (size) => <Face name={post.name} avatar={post.avatar} company={post.company ?? false} size={size} />,
        when: post.when ?? null,
        seen: post.visibility && post.visibility !== "public" ? <Seen by={post.visibility} /> : null,
        words:
          warned || words ? (
            <>
              {warned}
              {written(words)}
            </>
          ) : null,
        body: post.original ? (
          <Passed original={post.original} />
        ) : pictures.length > 0 ? (
          <PostMedia pictures={pictures} />
        ) : null,
        link: linked
          ? {
              host: hostOf(link),
              title: post.title!,
              description: post.description ?? null,
              picture: post.picture ?? null,
            }
          : null,
        say,
      })}
    </Frame>
  );
}
