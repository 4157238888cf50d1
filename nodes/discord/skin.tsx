import type { Skin } from "../../editor/skin.tsx";
import classes from "./skin.module.css";

export const skin: Skin = ({ name, face, when, words, body, link }) => (
  <div className={classes.post}>
    <span className={classes.face}>{face(40)}</span>
    <div className={classes.side}>
      <header className={classes.header}>
        <strong>{name}</strong>
        <span className={classes.app}>APP</span>
        {when && <span className={classes.when}>{when}</span>}
      </header>
      <div className={classes.said}>
        {words}
        {body}
        {link && (
          <div className={classes.link}>
            <span>{link.host}</span>
            <strong>{link.title}</strong>
            {link.description && <span className={classes.description}>{link.description}</span>}
            {link.picture && <img src={link.picture.url} alt={link.picture.alt ?? ""} loading="lazy" />}
          </div>
        )}
      </div>
    </div>
  </div>
);
