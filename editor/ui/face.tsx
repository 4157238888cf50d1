import { useState } from "react";
import { NetworkMark } from "./network.tsx";
import classes from "./face.module.css";

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();

/** Which of the five gradients of `tokens.css` a name has, the same everywhere. */
const tint = (name: string): number =>
  ([...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 5) + 1;

/** Somebody's picture, or their initials: a person in a circle, a company in a rounded square; an account with its network's mark beside it. */
export function Face({
  name,
  avatar = null,
  network,
  company = false,
  size = 32,
}: {
  name: string;
  /** As the server answers it: its own address of the picture. */
  avatar?: string | null;
  network?: string | undefined;
  company?: boolean;
  size?: number;
}) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span
      className={classes.face}
      data-company={company || undefined}
      style={{ width: size, height: size, fontSize: size * 0.37 }}
    >
      {avatar && broken !== avatar ? (
        <img
          className={classes.picture}
          src={`${avatar}&size=96`}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          onError={() => setBroken(avatar)}
        />
      ) : (
        <span className={classes.picture} data-tint={tint(name)} aria-hidden="true">
          {initials(name)}
        </span>
      )}
      {network && (
        <span className={classes.mark}>
          <NetworkMark network={network} size={Math.max(14, Math.round(size * 0.42))} />
        </span>
      )}
    </span>
  );
}
