import classes from "./results.module.css";
import { MapResults } from "./map-results.tsx";

/** The same below the drawing. */
export function ResultsTab({ id }: { id: string }) {
  return (
    <div className={classes.tab}>
      <MapResults id={id} />
    </div>
  );
}
