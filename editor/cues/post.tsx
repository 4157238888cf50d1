import { Face } from "../ui/face.tsx";
import { NetworkMark } from "../ui/network.tsx";
import classes from "./cues.module.css";

type Post = {
  network: string | null;
  author: string | null;
  title: string;
  text: string;
  picture: { url: string; alt: string | null } | null;
};

/** A post as far as anybody may read it: who wrote it, what it says, its picture. */
export function PostOf({ post, small = false }: { post: Post; small?: boolean }) {
  const { network, author, title, text, picture } = post;
  return (
    <blockquote className={classes.post} data-small={small || undefined}>
      {(author !== null || network !== null) && (
        <p className={classes.who}>
          {author !== null && <Face name={author} size={small ? 28 : 40} />}
          {author !== null && <strong>{author}</strong>}
          {network !== null && <NetworkMark network={network} size={small ? 18 : 22} />}
        </p>
      )}
      {title !== "" && <p className={classes.headline}>{title}</p>}
      {text !== "" && text !== title && <p className={classes.text}>{text}</p>}
      {picture !== null && !small && (
        <img className={classes.picture} src={`${picture.url}&size=1200`} alt={picture.alt ?? ""} loading="lazy" />
      )}
    </blockquote>
  );
}
