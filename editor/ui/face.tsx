import { useState } from "react";
import { NetworkMark } from "./network.tsx";
import classes from "./face.module.css";

const tints = ["#2a4963", "#0b7065", "#8a5c0a", "#6a3fc0", "#86281c", "#1d5bc4"];
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
const tint = (name: string): string =>
  tints[[...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % tints.length]!;

/** Somebody's picture, or their initials; with the network's mark where it is an account. */
export function Face({
  name,
  avatar = null,
  network,
  size = 32,
}: {
  name: string;
  /** As the server answers it: its own address of the picture. */
  avatar?: string | null;
  network?: string | undefined;
  size?: number;
}) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span className={classes.face} style={{ width: size, height: size, fontSize: size * 0.38 }}>
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
        <span className={classes.picture} style={{ background: tint(name) }} aria-hidden="true">
          {initials(name)}
        </span>
      )}
      {network && (
        <span className={classes.mark}>
          <NetworkMark network={network} size={Math.max(14, Math.round(size * 0.46))} />
        </span>
      )}
    </span>
  );
}
