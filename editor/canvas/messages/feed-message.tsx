import {
  IconAlertTriangle,
  IconCircleCheck,
  IconHelpHexagon,
  IconHistory,
  IconHourglass,
  IconSparkles,
} from "@tabler/icons-react";
import { useId } from "react";
import { readRef } from "#engine/ref.ts";
import { PostKept } from "../../kept/said.tsx";
import { useWords } from "../../language.tsx";
import { cards, useCard } from "../../networks.ts";
import { networkTitle } from "../../ui/network.tsx";
import { picturesOf } from "../../ui/picture.ts";
import { PostCard } from "../../ui/post-card.tsx";
import { PostRest } from "../../ui/post-rest.tsx";
import { Ring } from "./ring.tsx";
import { shownLink } from "../../ui/link-card.ts";
import { useLeaving } from "./answers.tsx";
import classes from "./feed-message.module.css";
import { WhyLink } from "../../why/why-link.tsx";
import { PinButton } from "../live/pin-button.tsx";
import { KeepButton } from "../tests/keep-button.tsx";
import { EditHere } from "../own/edit-here.tsx";
import { useOpenMap } from "../state/map-context.ts";
import type { Message, Reached } from "./people.ts";

/** One message of a feed, with what is to be known of it below: how long it is there, whether its pictures are described, what holds it. */
export function FeedMessage({
  message,
  account,
  company,
  label,
  choose,
  show,
}: {
  message: Message;
  account: Reached;
  company: boolean;
  label: { place: number; of: number; chosen: boolean };
  choose: () => void;
  show: () => void;
}) {
  const { t, text } = useWords();
  const leaving = useLeaving(true);
  const about = useId();
  const stays = message.letGo !== null;
  return (
    <article
      className={classes.message}
      data-stays={stays || undefined}
      data-chosen={label.chosen || undefined}
      tabIndex={label.chosen ? 0 : -1}
      aria-posinset={label.place}
      aria-setsize={label.of}
      aria-labelledby={about}
      onFocus={choose}
      onPointerDown={choose}
    >
      <span id={about} className={classes.hidden}>
        {message.item}, {leaving(message)}
      </span>
      {message.letGo !== null && (
        <p className={classes.reason}>
          <IconHistory size={15} stroke={1.8} aria-hidden="true" />
          <span>
            <strong>{t("posts.stays")}.</strong> {text(message.letGo)}
          </span>
        </p>
      )}
      <PostCard
        bare
        written={(words) => (
          <EditHere message={message} show={show}>
            {words}
          </EditHere>
        )}
        post={{
          network: message.network,
          name: message.accountName,
          handle: readRef(message.account).handle,
          avatar: message.avatar,
          company,
          when: stays ? null : leaving(message),
          text: message.text,
          link: message.link,
          original: message.original,
          warning: message.warning,
          visibility: message.visibility,
          media: picturesOf(message.media, message.network),
          ...shownLink(message, message.network, { title: message.item }),
        }}
      />
      <div className={classes.rest}>
        <PostRest parts={message.rest} />
      </div>
      <Foot message={message} account={account} />
    </article>
  );
}

const waits = { read: "posts.nowRead", passedOver: "posts.nowPassed", rests: "posts.nowRests" } as const;

function Foot({ message, account }: { message: Message; account: Reached }) {
  const { t, text } = useWords();
  const card = useCard(message.network, true);
  const limits = account.limits ?? cards.get(message.network)?.limits;
  const pictures = message.media;
  const silent = pictures.filter(({ alt }) => alt === undefined || alt === "").length;
  const held = message.leaves?.code;
  return (
    <div className={classes.foot}>
      <p className={classes.facts}>
        <PinButton item={{ key: message.key, title: message.item }} />
        <KeepButton item={{ key: message.key, title: message.item, account: message.account, node: message.node }} />
        {card && limits && !message.original && (
          <Ring
            count={card.count(message.text, limits) + (message.warning ? card.count(message.warning, limits) : 0)}
            most={limits.text}
            network={networkTitle(message.network)}
          />
        )}
        {pictures.length > 0 && (
          <span className={classes.fact} data-tone={silent > 0 ? "warn" : "good"}>
            {silent > 0 ? (
              <IconAlertTriangle size={14} stroke={2} aria-hidden="true" />
            ) : (
              <IconCircleCheck size={14} stroke={2} aria-hidden="true" />
            )}
            {silent > 0 ? t("posts.silent", { count: silent }) : t("posts.described", { count: pictures.length })}
          </span>
        )}
      </p>
      {held && held !== "consent" && message.leaves?.reason && (
        <p className={classes.note} data-severity="warning">
          <IconAlertTriangle size={15} stroke={1.8} aria-hidden="true" />
          {text(message.leaves.reason)}
        </p>
      )}
      {(message.now === "read" || message.now === "passedOver" || message.now === "rests") &&
        message.letGo === null && (
          <p className={classes.note}>
            <IconHistory size={15} stroke={1.8} aria-hidden="true" />
            {t(waits[message.now])}
          </p>
        )}
      {(message.now === "read" || message.now === "letGo") && <Why message={message} />}
      {message.machine && (
        <p className={classes.note}>
          <IconSparkles size={15} stroke={1.8} aria-hidden="true" />
          {t("preview.byMachine")}
        </p>
      )}
      {message.at !== null && (
        <p className={classes.note}>
          <IconHourglass size={15} stroke={1.8} aria-hidden="true" />
          <PostKept at={message.at} />
        </p>
      )}
      {message.problems
        // Said above, of the pictures.
        .filter(({ code }) => code !== "no-alt" || silent === 0)
        .map(({ code, severity, message: sentence }) => (
          <p key={code} className={classes.note} data-severity={severity}>
            <IconAlertTriangle size={15} stroke={1.8} aria-hidden="true" />
            {text(sentence)}
          </p>
        ))}
    </div>
  );
}

/** What became of an item that the map has had already is told where that is told of all. */
function Why({ message }: { message: Message }) {
  const { accounts } = useOpenMap();
  return (
    <p className={classes.note}>
      <IconHelpHexagon size={15} stroke={1.8} aria-hidden="true" />
      <WhyLink item={message.key} account={accounts.get(message.account)?.id ?? null} />
    </p>
  );
}
