import { Face } from "./face.tsx";
import classes from "./faces.module.css";

type Shown = { id: string; name: string; avatar: string | null; company: boolean };

/** Several faces that overlap, and how many more there are; `label` says to readers whose they are. */
export function Faces({
  faces,
  more = 0,
  label,
  size = 30,
}: {
  faces: Shown[];
  more?: number;
  label: string;
  size?: number;
}) {
  return (
    <span className={classes.faces} role="img" aria-label={label} title={label}>
      {faces.map(({ id, name, avatar, company }) => (
        <span key={id} className={classes.one} data-company={company || undefined}>
          <Face name={name} avatar={avatar} company={company} size={size} />
        </span>
      ))}
      {more > 0 && (
        <span className={classes.more} style={{ height: size, minWidth: size }}>
          +{more}
        </span>
      )}
    </span>
  );
}
