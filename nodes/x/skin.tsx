import { Glyph, type Skin } from "../../editor/skin.tsx";
import classes from "./skin.module.css";

const acts = ["reply", "repost", "like", "bookmark", "upload"] as const;

export const skin: Skin = ({ name, handle, face, when, seen, words, body, link, say }) => (
  <div className={classes.post}>
    {face(40)}
    <div className={classes.side}>
      <header className={classes.header}>
        <strong>{name}</strong>
        <span className={classes.handle}>@{handle}</span>
        {when && <span className={classes.when}>· {when}</span>}
      </header>
      {seen}
      {words && <div className={classes.words}>{words}</div>}
      {body}
      {link &&
        (link.picture ? (
          <>
            <div className={classes.large}>
              <img src={link.picture.url} alt={link.picture.alt ?? ""} loading="lazy" />
              <span>{link.title}</span>
            </div>
            <span className={classes.from}>
              {say({ en: "From", fr: "De" })} {link.host}
            </span>
          </>
        ) : (
          <div className={classes.small}>
            <span>{link.host}</span>
            <strong>{link.title}</strong>
            {link.description && <span className={classes.description}>{link.description}</span>}
          </div>
        ))}
      <div className={classes.acts} aria-hidden="true">
        {acts.map((act) => (
          <Glyph key={act} act={act} />
        ))}
      </div>
    </div>
  </div>
);
