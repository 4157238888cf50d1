import { Glyph, type Skin } from "../../editor/skin.tsx";
import classes from "./skin.module.css";

const acts = ["reply", "repost", "favourite", "bookmark", "more"] as const;

export const skin: Skin = ({ name, handle, face, when, seen, words, body, link }) => (
  <div className={classes.post}>
    <header className={classes.header}>
      <span className={classes.face}>{face(46)}</span>
      <div className={classes.who}>
        <strong>{name}</strong>
        <span>@{handle}</span>
      </div>
      <span className={classes.when}>
        {seen ?? <Glyph act="world" size={14} />} {when}
      </span>
    </header>
    {words && <div className={classes.words}>{words}</div>}
    {body}
    {link && (
      <div className={classes.link}>
        {link.picture && <img src={link.picture.url} alt={link.picture.alt ?? ""} loading="lazy" />}
        <div>
          <span>{link.host}</span>
          <strong>{link.title}</strong>
          {link.description && <span className={classes.description}>{link.description}</span>}
        </div>
      </div>
    )}
    <div className={classes.acts} aria-hidden="true">
      {acts.map((act) => (
        <Glyph key={act} act={act} size={19} />
      ))}
    </div>
  </div>
);
