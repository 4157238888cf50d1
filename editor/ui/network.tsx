import { cards } from "../networks.ts";
import classes from "./network.module.css";

/** A network's proper name, which is not translated; of one that is not known here, the word it is stored by. */
export const networkTitle = (network: string): string => cards.get(network)?.title ?? network;

/** A globe, for what is not known here. */
const globe =
  '<circle cx="12" cy="12" r="9"/><path d="M3.6 9h16.8M3.6 15h16.8M11.5 3a17 17 0 0 0 0 18M12.5 3a17 17 0 0 1 0 18"/>';

/** A network's mark in its own colour; both are part of the program and never data. */
export function NetworkMark({ network, size = 20 }: { network: string; size?: number }) {
  const { mark, colour } = cards.get(network) ?? { mark: globe, colour: "#4a5a69" };
  const inner = Math.round(size * 0.66);
  return (
    <span
      className={classes.mark}
      data-network={network}
      style={{ width: size, height: size, background: colour }}
      role="img"
      aria-label={networkTitle(network)}
    >
      <svg
        width={inner}
        height={inner}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        dangerouslySetInnerHTML={{ __html: mark }}
      />
    </span>
  );
}
