import { Glyph, type Skin } from "../../editor/skin.tsx";
import classes from "./skin.module.css";

const acts = [
  { act: "thumb", en: "Like", fr: "J’aime" },
  { act: "reply", en: "Comment", fr: "Commenter" },
  { act: "share", en: "Share", fr: "Partager" },
] as const;

export const skin: Skin = ({ name, face, when, seen, words, body, link, say }) => (
  <>
    <header className={classes.header}>
      {face(40)}
      <div className={classes.who}>
        <strong>{name}</strong>
        <span>
          {when} {when && "· "}
          {seen ?? <Glyph act="world" size={13} />}
        </span>
      </div>
      <Glyph act="more" size={20} />
    </header>
    {words && <div className={classes.words}>{words}</div>}
    {body && <div className={classes.body}>{body}</div>}
    {link && (
      <div className={classes.link}>
        {link.picture && <img src={link.picture.url} alt={link.picture.alt ?? ""} loading="lazy" />}
        <div>
          <span className={classes.host}>{link.host}</span>
          <strong>{link.title}</strong>
          {link.description && <span className={classes.description}>{link.description}</span>}
        </div>
      </div>
    )}
    <div className={classes.acts} aria-hidden="true">
      {acts.map(({ act, ...text }) => (
        <span key={act}>
          <Glyph act={act} size={19} /> {say(text)}
        </span>
      ))}
    </div>
  </>
);
