import { Glyph, type Skin } from "../../editor/skin.tsx";
import classes from "./skin.module.css";

const acts = ["reply", "repost", "like", "bookmark", "more"] as const;

export const skin: Skin = ({ name, handle, face, when, seen, words, body, link }) => (
  <div className={classes.post}>
    {face(42)}
    <div className={classes.side}>
      <header className={classes.header}>
        <strong>{name}</strong>
        <span className={classes.handle}>@{handle}</span>
        {when && <span className={classes.when}>· {when}</span>}
      </header>
      {seen}
      {words && <div className={classes.words}>{words}</div>}
      {body}
      {link && (
        <div className={classes.link}>
          {link.picture && <img src={link.picture.url} alt={link.picture.alt ?? ""} loading="lazy" />}
          <div>
            <strong>{link.title}</strong>
            {link.description && <span className={classes.description}>{link.description}</span>}
            <span className={classes.host}>
              <Glyph act="world" size={13} /> {link.host}
            </span>
          </div>
        </div>
      )}
      <div className={classes.acts} aria-hidden="true">
        {acts.map((act) => (
          <Glyph key={act} act={act} />
        ))}
      </div>
    </div>
  </div>
);
