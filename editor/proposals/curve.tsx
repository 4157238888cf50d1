import { useWords } from "../language.tsx";
import { clockWords } from "./moment.ts";
import classes from "./when-sheet.module.css";

/** From this hour on a day is drawn: nobody posts in the night. */
const [from, to] = [4, 23];
const said = [4, 14, 20];

/** How a day of a person's own posts looks, by hours; the best one stands out. Words beside it say the same. */
export function Curve({ curve, hour, at }: { curve: readonly number[]; hour: number; at: number }) {
  const { language } = useWords();
  const clock = (each: number) => clockWords(new Date(2026, 0, 1, each).getTime(), language);
  return (
    <div className={classes.curve} aria-hidden="true">
      {curve.map((height, each) =>
        each < from || each > to ? null : (
          <span key={each} className={classes.hour} data-best={each === hour || undefined}>
            <i style={{ height: `${Math.max(4, Math.round(height * 100))}%` }} />
            <small>
              {each === hour
                ? clockWords(at, language)
                : said.includes(each) && Math.abs(each - hour) > 2
                  ? clock(each)
                  : ""}
            </small>
          </span>
        ),
      )}
    </div>
  );
}
