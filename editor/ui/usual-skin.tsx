import { IconBookmark, IconHeart, IconMessageCircle, IconRepeat, IconShare3, IconStar } from "@tabler/icons-react";
import { type Act, usualLook } from "#engine/card.ts";
import type { Worn } from "../skin.tsx";
import { cards } from "../networks.ts";
import { NetworkMark } from "./network.tsx";
import classes from "./usual-skin.module.css";

const glyphs: Record<Act, typeof IconHeart> = {
  reply: IconMessageCircle,
  repost: IconRepeat,
  like: IconHeart,
  favourite: IconStar,
  bookmark: IconBookmark,
  share: IconShare3,
};

/** How posts look on a network that brings no look of its own, and until that is here. */
export function UsualSkin({ network, name, handle, face, when, seen, words, body, link }: Worn) {
  const { acts } = cards.get(network)?.look ?? usualLook;
  return (
    <div className={classes.post}>
      <header className={classes.header}>
        {face(40)}
        <div className={classes.who}>
          <strong>{name}</strong>
          <span>
            @{handle}
            {when && ` · ${when}`}
          </span>
        </div>
        <NetworkMark network={network} size={20} />
      </header>
      {seen}
      {words}
      {body}
      {link && (
        <div className={classes.card}>
          {link.picture && <img src={link.picture.url} alt={link.picture.alt ?? ""} loading="lazy" />}
          <div>
            <span className={classes.host}>{link.host}</span>
            <strong>{link.title}</strong>
            {link.description && <span className={classes.description}>{link.description}</span>}
          </div>
        </div>
      )}
      <div className={classes.acts} aria-hidden="true">
        {acts.map((act) => {
          const Glyph = glyphs[act];
          return <Glyph key={act} size={17} stroke={1.6} />;
        })}
      </div>
    </div>
  );
}
