import type { Skin, Worn } from "../skin.tsx";
import classes from "./chat.module.css";

/**
 * A message in a chat: face, name and hour, then what is said, with what a link leads to in a frame. A network's own stylesheet gives `own`
 * its measures and colours (the variables of chat.module.css); `app`: it marks what no person wrote.
 */
export function Chat({ name, face, when, words, body, link, own, size, app = false }: Worn & Own) {
  return (
    <div className={`${classes.post} ${own}`}>
      <span className={classes.face}>{face(size)}</span>
      <div className={classes.side}>
        <header className={classes.header}>
          <strong>{name}</strong>
          {app && <span className={classes.app}>APP</span>}
          {when && <span className={classes.when}>{when}</span>}
        </header>
        <div className={classes.said}>
          {words}
          {body}
          {link && (
            <div className={classes.link}>
              <span className={classes.host}>{link.host}</span>
              <strong>{link.title}</strong>
              {link.description && <span className={classes.description}>{link.description}</span>}
              {link.picture && <img src={link.picture.url} alt={link.picture.alt ?? ""} loading="lazy" />}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

type Own = { own: string; size: number; app?: boolean };

/** The skin of a chat. */
export const chat =
  (own: Own): Skin =>
  (worn) => <Chat {...worn} {...own} />;
