import type { Skin } from "../../editor/skin.tsx";
import { Feed } from "../../editor/skins/feed.tsx";
import classes from "./skin.module.css";

const acts = ["reply", "repost", "like", "bookmark", "upload"] as const;

export const skin: Skin = (worn) => {
  const { link, say } = worn;
  const card =
    link &&
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
    ));
  return <Feed {...worn} own={classes.post!} size={40} acts={acts} card={card} />;
};
