import {
  IconBookmark,
  IconDots,
  IconHeart,
  IconMessageCircle,
  IconRepeat,
  IconSend,
  IconShare3,
  IconStar,
  IconThumbUp,
  IconUpload,
  IconWorld,
} from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";
import type { Act } from "#engine/card.ts";
import type { Text } from "#engine/text.ts";

/** What a network shows of the address that a post points to. */
export type LinkShown = {
  host: string;
  title: string;
  description: string | null;
  picture: { url: string; alt: string | null } | null;
};

/** The pieces of a post, drawn; a skin puts them where its network has them. */
export type Worn = {
  network: string;
  name: string;
  handle: string;
  /** The account's picture, so many pixels wide. */
  face: (size: number) => ReactNode;
  /** When it is out, in the reader's words; null where nobody knows. */
  when: string | null;
  /** Who sees it, where that is not everybody. */
  seen: ReactNode | null;
  /** Its text, links and hashtags coloured; null where it has none. */
  words: ReactNode | null;
  /** What it passes on, and its pictures; null where there are none. */
  body: ReactNode | null;
  link: LinkShown | null;
  say: (text: Text) => string;
};

/**
 * How posts look on a network: `nodes/<network>/skin.tsx` exports one as `skin`, with its stylesheet beside it. It comes when a post of that
 * network is first shown; a network without one has the usual look. Always light, as most people see their networks; nothing in it acts.
 */
export type Skin = ComponentType<Worn>;

const glyphs = {
  reply: IconMessageCircle,
  repost: IconRepeat,
  like: IconHeart,
  thumb: IconThumbUp,
  favourite: IconStar,
  bookmark: IconBookmark,
  share: IconShare3,
  send: IconSend,
  upload: IconUpload,
  more: IconDots,
  world: IconWorld,
} as const satisfies Record<Act | "thumb" | "send" | "upload" | "more" | "world", ComponentType>;

/** A small picture of what readers do there. */
export function Glyph({ act, size = 18 }: { act: keyof typeof glyphs; size?: number }) {
  const Drawn = glyphs[act];
  return <Drawn size={size} stroke={1.7} aria-hidden="true" />;
}
