import "./words.ts";
import { Button, Checkbox, Modal } from "@mantine/core";
import { IconInfoCircle, IconMessages } from "@tabler/icons-react";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { MyTalks } from "../talks/mine.tsx";
import { Back } from "../ui/back.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Empty } from "../ui/empty.tsx";
import { Page } from "../ui/page.tsx";
import { AddressField } from "../ui/address-field.tsx";
import { Told } from "../ui/told.tsx";
import { When } from "../ui/when.tsx";
import classes from "./colleagues.module.css";
import { Title } from "./title.tsx";

type Mine = Reply<"myFollowed">;
type Row = Mine["rows"][number];

/** A person's own: which of their public accounts the company may follow, what that was used for, and how to take it back. */
export function FollowedPage() {
  const { t } = useWords();
  const query = useReply("myFollowed", {}, { anew: true, every: 30_000 });
  return (
    <Page narrow title={t("followed.title")} intro={t("followed.intro")} back={<Back to="/me">{t("nav.myPage")}</Back>}>
      <Told query={query} lines={3} height={120}>
        {(mine) => <Mine mine={mine} />}
      </Told>
      <MyTalks />
    </Page>
  );
}

function Mine({ mine }: { mine: Mine }) {
  const { t, day } = useWords();
  const [stops, setStops] = useState<Row | null>(null);
  const stop = useChange("stopFollowed", {
    stale: ["myFollowed"],
    done: () => {
      setStops(null);
      announce.done(t("followed.stopped"));
    },
  });
  const live = mine.rows.filter(({ endedAt }) => endedAt === null);
  const past = mine.rows.filter(({ endedAt }) => endedAt !== null);
  return (
    <>
      {live.length === 0 ? (
        <Empty small icon={<IconMessages size={30} stroke={1.5} />} title={t("followed.none")}>
          {t("followed.noneText")}
        </Empty>
      ) : (
        <>
          <p className={classes.use}>
            <IconInfoCircle size={20} stroke={1.8} aria-hidden="true" />
            <span>
              {mine.maps.length === 0 ? t("followed.useNone") : t("followed.useMaps", { maps: mine.maps.join(" · ") })}
            </span>
          </p>
          <ul className={classes.cards}>
            {live.map((row) => (
              <Followed key={row.id} row={row} stop={() => setStops(row)} />
            ))}
          </ul>
        </>
      )}
      {live.length >= mine.most ? (
        <p className="muted">{t("followed.full", { most: mine.most })}</p>
      ) : (
        <Add words={mine.words} />
      )}
      {past.length > 0 && (
        <section className={classes.part}>
          <h2>{t("followed.past")}</h2>
          <ul className={classes.past}>
            {past.map(({ id, title, endedAt, endedBy }) => (
              <li key={id}>
                <strong>{title}</strong>
                <p className={classes.note}>{t(`followed.ended.${endedBy ?? "person"}`, { day: day(endedAt!) })}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Modal opened={stops !== null} onClose={() => setStops(null)} title={t("followed.stop")}>
        <p>
          <strong>{stops?.title}</strong>
        </p>
        <p>{t("followed.stopAsk")}</p>
        <DialogEnd
          size="md"
          close={() => setStops(null)}
          saving={stop.isPending}
          act={{
            label: t("followed.stop"),
            color: "brick",
            press: () => stops !== null && stop.mutate({ params: { id: stops.id } }),
          }}
        />
      </Modal>
    </>
  );
}

function Followed({ row, stop }: { row: Row; stop: () => void }) {
  const { t, text, day } = useWords();
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <div>
          <Title title={row.title} address={row.address} />
          <p className={classes.note}>
            {t("followed.since", { day: day(row.since) })} ·{" "}
            {row.readAt === null ? (
              t("followed.unread")
            ) : (
              <>
                {t("followed.readAt")} <When at={row.readAt} />
              </>
            )}
          </p>
        </div>
      </div>
      {row.error !== null && <p className={classes.trouble}>{text(row.error)}</p>}
      {row.items.length === 0 ? (
        <p className={classes.last}>{t("followed.nothing")}</p>
      ) : (
        <ul className={classes.made}>
          {row.items.map(({ title, link, at, waits, posts }) => (
            <li key={`${at} ${title}`}>
              <span>
                {link === null ? (
                  title
                ) : (
                  <a href={link} target="_blank" rel="noreferrer">
                    {title}
                  </a>
                )}
              </span>
              {posts.length > 0 ? (
                <small data-out>
                  {t("followed.postedBy", { name: [...new Set(posts.map(({ name }) => name))].join(", ") })}
                </small>
              ) : waits ? (
                <small data-waits>{t("followed.waits")}</small>
              ) : (
                <small>
                  {t("followed.read")} <When at={at} />
                </small>
              )}
            </li>
          ))}
        </ul>
      )}
      <Button variant="default" size="md" mt={12} onClick={stop}>
        {t("followed.stop")}
      </Button>
    </li>
  );
}

/** The words that are agreed to, whole and before the box: nothing is ticked for anybody. */
function Add({ words }: { words: Mine["words"] }) {
  const { t, text } = useWords();
  const [address, setAddress] = useState("");
  const [agreed, setAgreed] = useState(false);
  const add = useChange("agreeFollowed", {
    stale: ["myFollowed"],
    quiet: true,
    done: () => {
      setAddress("");
      setAgreed(false);
      announce.done(t("followed.saved"));
    },
  });
  return (
    <section className={classes.part}>
      <h2>{t("followed.add")}</h2>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (agreed && address.trim() !== "") add.mutate({ body: { address, agreed: true } });
        }}
      >
        <AddressField
          label={t("followed.address")}
          hint={t("followed.addressHint")}
          value={address}
          error={add.error !== null && text(add.error.text)}
          change={(value) => {
            setAddress(value);
            add.reset();
          }}
        />
        <p className={classes.words}>{text(words)}</p>
        <Checkbox
          size="md"
          label={t("followed.agree")}
          checked={agreed}
          onChange={({ currentTarget }) => setAgreed(currentTarget.checked)}
        />
        <Button
          type="submit"
          size="lg"
          fullWidth
          mt={18}
          disabled={!agreed || address.trim() === ""}
          loading={add.isPending}
        >
          {t("followed.save")}
        </Button>
      </form>
    </section>
  );
}
