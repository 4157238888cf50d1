import type { Skin } from "../../editor/skin.tsx";
import { Sheet } from "../../editor/skins/sheet.tsx";
import classes from "./skin.module.css";

const acts = [
  { act: "thumb", en: "Like", fr: "J’aime" },
  { act: "reply", en: "Comment", fr: "Commenter" },
  { act: "share", en: "Share", fr: "Partager" },
] as const;

export const skin: Skin = (worn) => {
  const { link } = worn;
  const card = link && (
    <div className={classes.link}>
      {link.picture && <img src={link.picture.url} alt={link.picture.alt ?? ""} loading="lazy" />}
      <div>
        <span className={classes.host}>{link.host}</span>
        <strong>{link.title}</strong>
        {link.description && <span className={classes.description}>{link.description}</span>}
      </div>
    </div>
  );
  return <Sheet {...worn} own={classes.post!} size={40} acts={acts} card={card} />;
};
