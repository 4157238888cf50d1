import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import type { Place } from "./links.ts";
import classes from "./nav.module.css";

/** How much waits at a place, beside its name. */
export function Waiting({ place: { waiting } }: { place: Place }) {
  const { t } = useWords();
  const me = useMe();
  const count = waiting === undefined ? 0 : (me[waiting] ?? 0);
  if (waiting === undefined || count === 0) return null;
  return (
    <span className={classes.count} role="img" aria-label={t(`nav.${waiting}`, { count })}>
      {count}
    </span>
  );
}
