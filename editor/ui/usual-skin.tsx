import { usualLook } from "#engine/card.ts";
import { Glyph, type Worn } from "../skin.tsx";
import { cards } from "../networks.ts";
import { NetworkMark } from "./network.tsx";
import classes from "./usual-skin.module.css";

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
        {acts.map((act) => (
          <Glyph key={act} act={act} size={17} />
        ))}
      </div>
    </div>
  );
}
