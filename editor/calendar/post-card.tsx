import { VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClockPause, IconPencil, IconUsers } from "@tabler/icons-react";
import { type CSSProperties, type KeyboardEvent, memo, type PointerEvent } from "react";
import { useWords } from "../language.tsx";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import { type Card, reachOf, standing } from "./cards.ts";
import classes from "./post-card.module.css";
import { colourOf, type Look, timeOf } from "./look.ts";

/** Marks that fit beside a time. */
const most = 3;

const signs = {
  draft: IconPencil,
  waits: IconClockPause,
  refused: IconAlertTriangle,
  check: IconAlertTriangle,
} as const;

/** What takes a card somewhere else, where that can be done (drag.ts). */
export type Held = {
  held: boolean;
  onPointerDown: (event: PointerEvent<HTMLButtonElement>) => void;
  onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void;
};

type PostCardProps = {
  card: Card;
  look: Look;
  open: (card: Card) => void;
  /** In one line, as a month has it. */
  line?: boolean;
  picture?: boolean;
  style?: CSSProperties | undefined;
  grip?: Held | undefined;
};

/** Hundreds of them stand still while one is on its way: what is done on a press is the same in each render, so only what is seen counts. */
const looksAlike = (one: PostCardProps, other: PostCardProps): boolean =>
  one.card === other.card &&
  one.look === other.look &&
  one.line === other.line &&
  one.picture === other.picture &&
  one.style?.height === other.style?.height &&
  (one.grip === undefined) === (other.grip === undefined) &&
  one.grip?.held === other.grip?.held;

/** One thing that is said, on all its networks: filled once it is out, an outline as long as it is planned. A press tells more. */
export const PostCard = memo(function PostCard({
  card,
  look,
  open,
  line = false,
  picture = false,
  style,
  grip,
}: PostCardProps) {
  const { t, language } = useWords();
  const { networks, people } = reachOf(card, look.networks);
  const time = timeOf(card, language);
  const Sign = card.state === "out" ? IconCheck : card.state === "planned" ? null : signs[card.state];
  const shown = picture ? card.posts.find((post) => post.picture !== null)?.picture : null;
  const label = t("calendar.card", {
    ...{ time, title: card.title, state: t(`calendar.state.${standing(card)}`) },
    networks: [...networks.map(networkTitle), ...(people ? [t("calendar.toPeople")] : [])].join(", "),
  });
  return (
    <button
      type="button"
      className={classes.card}
      data-state={card.state}
      data-line={line || undefined}
      data-held={grip?.held || undefined}
      data-movable={grip !== undefined || undefined}
      data-card={card.key}
      title={label}
      style={{ ...style, "--own": colourOf(card, look) } as CSSProperties}
      onClick={() => open(card)}
      {...(grip === undefined ? {} : { onPointerDown: grip.onPointerDown, onKeyDown: grip.onKeyDown })}
    >
      <span className={classes.head}>
        {networks.slice(0, most).map((network) => (
          <NetworkMark key={network} network={network} size={line ? 14 : 17} />
        ))}
        {people && <IconUsers size={line ? 14 : 17} stroke={1.8} aria-hidden="true" />}
        {networks.length > most && <small>+{networks.length - most}</small>}
        <span className={classes.time}>{time}</span>
        {line && <span className={classes.title}>{card.title}</span>}
        {/* A month has no room for it: what is out is filled there. */}
        {Sign && !(line && card.state === "out") && (
          <Sign className={classes.sign} size={15} stroke={2} aria-hidden="true" />
        )}
      </span>
      {!line && <span className={classes.title}>{card.title}</span>}
      {/* Its name is what stands in it, with what its look says. */}
      <VisuallyHidden>{t(`calendar.state.${standing(card)}`)}</VisuallyHidden>
      {shown && <img src={shown.url} alt="" loading="lazy" draggable={false} />}
    </button>
  );
}, looksAlike);
