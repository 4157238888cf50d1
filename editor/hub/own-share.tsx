import { Checkbox, TextInput, Textarea } from "@mantine/core";
import { IconClock, IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useCard } from "../networks.ts";
import { useChange } from "../replies.ts";
import { DockButton } from "../ui/dock.tsx";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Mine } from "./offer-card.tsx";
import classes from "./sheet.module.css";
import { localTime, suggested } from "./times.ts";
import type { Detail, Leaving } from "./wish.ts";

const undoSeconds = 10;
type Account = Detail["accounts"][number];
const isDone = ({ mine }: Account): boolean => mine?.state === "published" || mine?.state === "planned";

/** With an account of one's own: the words as they will stand there, now or at a time. One's tap is the yes. */
export function OwnShare({
  offer,
  later,
  repost,
  left,
}: {
  offer: Detail;
  later: boolean;
  repost: boolean;
  left: (leaving: Leaving | null) => void;
}) {
  const { t, exact } = useWords();
  const [chosen, choose] = useState(
    () =>
      (
        offer.accounts.find((one) => !isDone(one) && (!repost || one.canRepost)) ??
        offer.accounts.find((one) => !isDone(one)) ??
        offer.accounts[0]!
      ).account.id,
  );
  const [words, setWords] = useState<string | null>(null);
  const [passing, setPassing] = useState(
    () => repost && offer.accounts.find(({ account }) => account.id === chosen)!.canRepost,
  );
  const [planning, setPlanning] = useState(later);
  const now = new Date();
  const [at, setAt] = useState(() => localTime(suggested(now)[0]!.at));
  const share = useChange("shareOffer");
  const one = offer.accounts.find(({ account }) => account.id === chosen)!;
  const { account, limits } = one;
  const text = words ?? one.text;
  const card = useCard(account.network, words !== null);
  const room = card === null ? null : limits.text - card.count(text, limits);
  const blocked = isDone(one) || (!passing && ((room !== null && room < 0) || text.trim() === ""));
  const send = (dueAt: string | undefined) =>
    share.mutate(
      {
        params: { id: offer.id },
        body: {
          account: chosen,
          way: passing ? "repost" : "own",
          undoSeconds,
          ...(passing || words === null || words.trim() === one.text ? {} : { text: words.trim() }),
          ...(dueAt === undefined ? {} : { dueAt }),
        },
      },
      {
        onSuccess: ({ delivery }) => {
          if (dueAt !== undefined) announce.done(t("offer.planned", { at: exact(dueAt) }));
          left(dueAt === undefined ? { delivery, network: account.network } : null);
        },
      },
    );
  return (
    <div className={classes.own}>
      <div role="radiogroup" aria-label={t("offer.account")} className={classes.accounts}>
        {offer.accounts.map((each) => (
          <label key={each.account.id} className={classes.account} data-on={each.account.id === chosen || undefined}>
            <input
              type="radio"
              name="account"
              checked={each.account.id === chosen}
              onChange={() => (choose(each.account.id), setPassing(false))}
            />
            <Face name={each.account.name} avatar={each.account.avatar} network={each.account.network} size={36} />
            <span className={classes.accountWords}>
              <strong>{networkTitle(each.account.network)}</strong>
              <small>{each.account.handle}</small>
              {each.mine && <Mine mine={each.mine} />}
            </span>
          </label>
        ))}
      </div>
      {one.canRepost && (
        <Checkbox
          size="md"
          label={t("offer.asRepost")}
          checked={passing}
          onChange={(event) => setPassing(event.currentTarget.checked)}
        />
      )}
      {!passing && !isDone(one) && (
        <Textarea
          size="md"
          label={t("offer.words")}
          autosize
          minRows={3}
          maxRows={9}
          maxLength={10_000}
          value={text}
          onChange={(event) => setWords(event.currentTarget.value)}
          error={room !== null && room < 0 ? t("offer.over", { count: -room }) : null}
          description={room !== null && room >= 0 ? t("offer.left", { count: room }) : undefined}
        />
      )}
      <Pace {...one} />
      {planning && (
        <fieldset className={classes.times}>
          <legend>{t("offer.time")}</legend>
          {suggested(now).map(({ name, at: time }) => (
            <button
              key={name}
              type="button"
              className={classes.time}
              aria-pressed={at === localTime(time)}
              onClick={() => setAt(localTime(time))}
            >
              {t(name)}
            </button>
          ))}
          <TextInput
            size="md"
            type="datetime-local"
            label={t("offer.choose")}
            min={localTime(now)}
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        </fieldset>
      )}
      <div className={classes.dock}>
        {planning ? (
          <DockButton
            tone="act"
            icon={IconClock}
            disabled={blocked || share.isPending || Number.isNaN(Date.parse(at))}
            onClick={() => send(new Date(at).toISOString())}
          >
            {t("offer.plan")}
          </DockButton>
        ) : (
          <>
            <DockButton
              tone="act"
              icon={IconSend}
              disabled={blocked || share.isPending}
              onClick={() => send(undefined)}
            >
              {t("offer.publish")}
            </DockButton>
            <DockButton tone="beside" icon={IconClock} disabled={blocked} onClick={() => setPlanning(true)}>
              {t("content.later")}
            </DockButton>
          </>
        )}
      </div>
    </div>
  );
}

/** What the person set for the account: it holds for what they share, too. */
function Pace({ quietFrom, quietTo, dailyCap }: Account) {
  const { t, clock } = useWords();
  const hour = (minutes: number) => clock(new Date(2026, 0, 1, Math.floor(minutes / 60), minutes % 60));
  const said = [
    ...(quietFrom === null || quietTo === null ? [] : [t("offer.quiet", { from: hour(quietFrom), to: hour(quietTo) })]),
    ...(dailyCap === null ? [] : [t("offer.cap", { count: dailyCap })]),
  ];
  return said.length === 0 ? null : <p className={classes.pace}>{said.join(" ")}</p>;
}
