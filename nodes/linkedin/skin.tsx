import type { Skin } from "../../editor/skin.tsx";
import { Sheet } from "../../editor/skins/sheet.tsx";
import classes from "./skin.module.css";

const acts = [
  { act: "thumb", en: "Like", fr: "J’aime" },
  { act: "reply", en: "Comment", fr: "Commenter" },
  { act: "repost", en: "Repost", fr: "Republier" },
] as const;

export const skin: Skin = (worn) => {
  const { link } = worn;
  const card = link && (
    <div className={classes.link}>
      {link.picture && <img src={link.picture.url} alt={link.picture.alt ?? ""} loading="lazy" />}
      <div>
        <strong>{link.title}</strong>
        <span>{link.host}</span>
      </div>
    </div>
  );
  return <Sheet {...worn} own={classes.post!} size={48} acts={acts} card={card} />;
};
