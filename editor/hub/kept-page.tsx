import "./words.ts";
import { Button } from "@mantine/core";
import { IconCheck, IconCloudOff, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { Failed } from "../ui/failed.tsx";
import { keptHub, type KeptOffer } from "./kept.ts";
import classes from "./kept.module.css";
import { Dot } from "./offer-card.tsx";

/** The app without a network: what the hub showed last, to be read and copied. It goes on by itself once there is one. */
export function KeptPage({ error, again }: { error: CallError; again: () => unknown }) {
  const { t, day, clock } = useWords();
  const [kept] = useState(() => keptHub(Date.now()));
  useEffect(() => {
    const back = () => void again();
    window.addEventListener("online", back);
    return () => window.removeEventListener("online", back);
  }, [again]);
  const handed = location.pathname === "/suggest" && new URLSearchParams(location.search).has("handed");
  if (kept === null && !handed) return <Failed error={error} again={again} />;
  return (
    <main className={classes.page}>
      <h1 className={classes.heading}>{t("content.title")}</h1>
      <p className={classes.banner} role="status">
        <IconCloudOff size={20} stroke={1.8} aria-hidden="true" />
        <span>
          {kept === null
            ? t("content.offline")
            : t("content.staleSince", { at: `${day(new Date(kept.at))}, ${clock(new Date(kept.at))}` })}
        </span>
        <Button variant="default" size="sm" onClick={() => void again()}>
          {t("action.retry")}
        </Button>
      </p>
      {handed && <p className={classes.banner}>{t("content.handed")}</p>}
      <ul className={classes.offers}>
        {(kept?.offers ?? []).map((offer) => (
          <Row key={offer.id} offer={offer} />
        ))}
      </ul>
    </main>
  );
}

function Row({ offer: { title, summary, link, topic } }: { offer: KeptOffer }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  return (
    <li className={classes.offer}>
      <h2>{title}</h2>
      {topic && (
        <p className={classes.topic}>
          <Dot colour={topic.colour} /> {topic.name}
        </p>
      )}
      {summary !== "" && <p>{summary}</p>}
      <Button
        variant="default"
        size="md"
        leftSection={copied ? <IconCheck size={20} stroke={1.8} /> : <IconCopy size={20} stroke={1.8} />}
        onClick={() => {
          void navigator.clipboard?.writeText([title, link].filter(Boolean).join(" ")).catch(() => undefined);
          setCopied(true);
        }}
      >
        {t(copied ? "action.copied" : "offer.copy")}
      </Button>
    </li>
  );
}
