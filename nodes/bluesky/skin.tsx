import { Glyph, type Skin } from "../../editor/skin.tsx";
import { Feed } from "../../editor/skins/feed.tsx";
import classes from "./skin.module.css";

const acts = ["reply", "repost", "like", "bookmark", "more"] as const;

export const skin: Skin = (worn) => {
  const { link } = worn;
  const card = link && (
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
  );
  return <Feed {...worn} own={classes.post!} size={42} acts={acts} card={card} />;
};
