import classes from "./sky.module.css";

/** What a day's answer is in the sky: lit (published, planned), or hollow (declined, put off). */
export type Light = "lit" | "hollow";

const [width, height] = [390, 268];
/** Where lights stand, by how high the day drew its line; as many as there may be. */
const heights = [214, 148, 196, 132, 176, 120, 200];
export const mostLights = heights.length;

const placeOf = (index: number, count: number) => ({
  x: count === 1 ? width / 2 : 56 + (index * (width - 112)) / (count - 1),
  // One alone stands in the middle of the sky.
  y: count === 1 ? 148 : heights[index % heights.length]!,
});

/** A line through the lights, as a hand draws it. */
function through(places: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = places;
  if (first === undefined) return "";
  let from = first;
  return rest.reduce((path, to) => {
    const middle = (from.x + to.x) / 2;
    const next = `${path} C ${middle} ${from.y}, ${middle} ${to.y}, ${to.x} ${to.y}`;
    from = to;
    return next;
  }, `M ${first.x} ${first.y}`);
}

const stars = [
  [40, 60],
  [96, 92],
  [150, 60],
  [200, 53],
  [230, 84],
  [318, 64],
  [350, 100],
] as const;

/** A calm night over a day that is done: its answers as lights, in the order they were given. A drawing: words below it say the same. */
export function Sky({ lights }: { lights: readonly Light[] }) {
  const shown = lights.slice(-mostLights);
  const places = shown.map((_, index) => placeOf(index, shown.length));
  return (
    <svg
      className={classes.sky}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      {Array.from({ length: 8 }, (_, line) => (
        <path
          key={line}
          className={classes.contour}
          d={`M -10 ${118 + line * 24} C 80 ${92 + line * 22}, 120 ${166 + line * 18}, 210 ${120 + line * 20} S 330 ${72 + line * 24}, 400 ${104 + line * 22}`}
        />
      ))}
      {stars.map(([x, y]) => (
        <circle key={`${x} ${y}`} className={classes.star} cx={x} cy={y} r={1.4} />
      ))}
      <path className={classes.line} d={through(places)} />
      {places.map(({ x, y }, index) => (
        <g
          key={index}
          className={classes.light}
          data-light={shown[index]}
          style={{ animationDelay: `${index * 200}ms` }}
        >
          {shown[index] === "lit" && <circle className={classes.halo} cx={x} cy={y} r={38} />}
          <circle className={classes.core} cx={x} cy={y} r={shown[index] === "lit" ? 9 : 7} />
        </g>
      ))}
    </svg>
  );
}
