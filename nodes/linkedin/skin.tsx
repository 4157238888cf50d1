import { Glyph, type Skin } from "../../editor/skin.tsx";
import classes from "./skin.module.css";

const acts = [
  { act: "thumb", en: "Like", fr: "J’aime" },
  { act: "reply", en: "Comment", fr: "Commenter" },
  { act: "repost", en: "Repost", fr: "Republier" },
] as const;

export const skin: Skin = ({ name, face, when, seen, words, body, link, say }) => (
  <>
    <header className={classes.header}>
      {face(48)}
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
          <strong>{link.title}</strong>
          <span>{link.host}</span>
        </div>
      </div>
    )}
    <div className={classes.acts} aria-hidden="true">
      {acts.map(({ act, ...text }) => (
        <span key={act}>
          <Glyph act={act} /> {say(text)}
        </span>
      ))}
    </div>
  </>
);
