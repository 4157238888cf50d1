import { generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";
import { useMemo } from "react";
import classes from "./joining.module.css";

/** An address as a square that cameras read; dark on light in both themes, as they want it, with the four free modules around it. */
export function Qr({ address, label }: { address: string; label: string }) {
  const { path, size } = useMemo(() => {
    const code = generate(address);
    return { path: toSvgPath(code), size: code.size };
  }, [address]);
  return (
    <svg className={classes.qr} viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={label}>
      <rect x={-4} y={-4} width={size + 8} height={size + 8} className={classes.qrGround} />
      <path d={path} className={classes.qrInk} fillRule="evenodd" shapeRendering="crispEdges" />
    </svg>
  );
}
