import "./words.ts";
import { Button, Modal } from "@mantine/core";
import { IconCopy, IconMessages } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { type Row as RowOf, useChange, useReply, useRows } from "../replies.ts";
import { TalksDesk } from "../talks/desk.tsx";
import { Answer } from "../ui/answer.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Empty } from "../ui/empty.tsx";
import { Face } from "../ui/face.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { When } from "../ui/when.tsx";
import classes from "./colleagues.module.css";
import { Title } from "./title.tsx";

type Row = RowOf<"listFollowed">;

/** Who already speaks in public and lets the company read it; what was said last, and which maps do something with it. */
export function ColleaguesPage() {
  const { t } = useWords();
  const { rows, query } = useRows("listFollowed", {}, { every: 60_000 });
  const [drops, setDrops] = useState<Row | null>(null);
  const drop = useChange("dropFollowed", {
    stale: ["listFollowed"],
    done: () => {
      setDrops(null);
      announce.done(t("colleagues.dropped"));
    },
  });
  const invite = async () => {
    await navigator.clipboard.writeText(t("colleagues.invitation", { link: `${location.origin}/me/followed` }));
    announce.done(t("colleagues.copied"));
  };
  const button = (
    <Button
      variant="default"
      leftSection={<IconCopy size={18} stroke={1.7} aria-hidden="true" />}
      onClick={() => void invite()}
    >
      {t("colleagues.ask")}
    </Button>
  );
  const cues = (
    <Button component={Link} href="/cues" variant="default">
      {t("colleagues.cues")}
    </Button>
  );
  return (
    <Page
      title={t("colleagues.title")}
      intro={t("colleagues.intro")}
      actions={
        <>
          {cues}
          {rows.length > 0 && button}
        </>
      }
    >
      <TalksDesk />
      <Answer query={query} lines={3} height={110}>
        {() =>
          rows.length === 0 ? (
            <Empty icon={<IconMessages size={30} stroke={1.5} />} title={t("colleagues.none")} action={button}>
              {t("colleagues.noneText")}
            </Empty>
          ) : (
            <>
              <Maps />
              <ul className={classes.cards} data-wide>
                {rows.map((row) => (
                  <Account key={row.id} row={row} drop={() => setDrops(row)} />
                ))}
              </ul>
              <More query={query} />
            </>
          )
        }
      </Answer>
      <Modal opened={drops !== null} onClose={() => setDrops(null)} title={t("colleagues.drop")}>
        <p>
          <strong>{drops?.title}</strong>
        </p>
        <p>{t("colleagues.dropAsk", { name: drops?.name ?? "" })}</p>
        <DialogEnd
          close={() => setDrops(null)}
          saving={drop.isPending}
          act={{
            label: t("colleagues.drop"),
            color: "brick",
            press: () => drops !== null && drop.mutate({ params: { id: drops.id } }),
          }}
        />
      </Modal>
    </Page>
  );
}

function Maps() {
  const { t } = useWords();
  const { maps } = useReply("listFollowed", { query: { limit: 1 } }).data ?? {};
  if (maps === undefined) return null;
  return (
    <section className={classes.part} style={{ marginBottom: 20 }}>
      <h2>{t("colleagues.maps")}</h2>
      {maps.length === 0 ? (
        <p className="muted">
          {t("colleagues.mapsNone")} <Link href="/maps/new?template=colleagues-reposted">{t("colleagues.draw")}</Link>
        </p>
      ) : (
        <ul className={classes.maps}>
          {maps.map(({ id, name, live }) => (
            <li key={id}>
              <Link href={`/maps/${id}`}>
                {name}
                {!live && ` · ${t("colleagues.draft")}`}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Account({ row, drop }: { row: Row; drop: () => void }) {
  const { t, text, day } = useWords();
  const { name, title, address, since, last, error } = row;
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <Face name={name} size={40} />
        <div>
          <Title title={title} address={address} />
          <p className={classes.note}>
            {name} · {t("colleagues.since", { day: day(since) })}
          </p>
        </div>
      </div>
      {error !== null && <p className={classes.trouble}>{text(error)}</p>}
      <p className={classes.last}>
        <span className="muted">{t("colleagues.last")} · </span>
        {last === null ? (
          <span className="muted">{t("colleagues.nothing")}</span>
        ) : (
          <>
            {last.link === null ? (
              last.title
            ) : (
              <a href={last.link} target="_blank" rel="noreferrer">
                {last.title}
              </a>
            )}{" "}
            <span className="muted">
              <When at={last.at} />
            </span>
          </>
        )}
      </p>
      <Button variant="default" size="xs" mt={14} aria-label={t("colleagues.dropOf", { title, name })} onClick={drop}>
        {t("colleagues.drop")}
      </Button>
    </li>
  );
}
