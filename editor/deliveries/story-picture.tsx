import { IconNews } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./story-row.module.css";

/** The item's own picture; where it has none, or it cannot be had, a calm field with a sign in its place. */
export function StoryPicture({ picture }: { picture: { url: string; alt: string | null } | null }) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <div className={classes.picture}>
      {picture && broken !== picture.url ? (
        <img
          src={`${picture.url}&size=480`}
          alt={picture.alt ?? ""}
          loading="lazy"
          onError={() => setBroken(picture.url)}
        />
      ) : (
        <IconNews size={26} stroke={1.5} aria-hidden="true" />
      )}
    </div>
  );
}
