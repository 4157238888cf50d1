import { webAddress } from "#engine/key.ts";
import classes from "./colleagues.module.css";

/** An account by its title, which leads there where its address is one that a browser opens. */
export function Title({ title, address }: { title: string; address: string }) {
  return webAddress(address) === null ? (
    <span className={classes.name}>{title}</span>
  ) : (
    <a className={classes.name} href={address} target="_blank" rel="noreferrer">
      {title}
    </a>
  );
}
