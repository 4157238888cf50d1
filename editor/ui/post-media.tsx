import { useState } from "react";
import { useWords } from "../language.tsx";
import type { Picture } from "./picture.ts";
import classes from "./post-media.module.css";

/** One picture or video; where it cannot be had, a place that says so. A video is fetched only where somebody plays it. */
function Shown({ picture: { src, alt, width, height, video } }: { picture: Picture }) {
  const { t } = useWords();
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <figure className={classes.medium}>
      {broken === src ? (
        <span className={classes.broken}>{alt ?? t(video ? "video.broken" : "picture.broken")}</span>
      ) : video ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- no source of ours gives captions
        <video
          src={src}
          controls
          preload="none"
          aria-label={alt ?? t("video.label")}
          style={{ aspectRatio: `${width ?? 16} / ${height ?? 9}` }}
          onError={() => setBroken(src)}
        />
      ) : (
        <img
          src={src}
          alt={alt ?? t("picture.silent")}
          loading="lazy"
          {...(width === undefined ? {} : { width })}
          {...(height === undefined ? {} : { height })}
          onError={() => setBroken(src)}
        />
      )}
      {alt !== null && broken !== src && (
        <span className={classes.alt} title={alt} aria-hidden="true">
          ALT
        </span>
      )}
    </figure>
  );
}

/** The pictures of a post, laid out as networks do: one whole, several in a grid. All of them, also where a network shows the first few until somebody asks. */
export function PostMedia({ pictures }: { pictures: readonly Picture[] }) {
  return (
    <div className={classes.media} data-count={pictures.length}>
      {pictures.map((picture) => (
        <Shown key={picture.src} picture={picture} />
      ))}
    </div>
  );
}
