import "./words.ts";
import { Button } from "@mantine/core";
import { IconClockPause, IconHistory, IconKey, IconMessageQuestion } from "@tabler/icons-react";
import { useLocation } from "wouter";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Back } from "../ui/back.tsx";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Page } from "../ui/page.tsx";
import { Told } from "../ui/told.tsx";
import { goOn } from "./go-on.ts";
import classes from "./handover.module.css";

type Offer = Reply<"listHandovers">["rows"][number];

/** What a colleague would like to hand over, what that means, and the two answers. */
export function TakePage({ id }: { id: string }) {
  const { t } = useWords();
  const query = useReply("listHandovers", {});
  return (
    <Page narrow title={t("handover.take")} back={<Back to="/accounts">{t("accounts.title")}</Back>}>
      <Told query={query} lines={4} height={72}>
        {({ rows }) => {
          const offer = rows.find((row) => row.id === id);
          return offer === undefined ? <p className="muted">{t("handover.gone")}</p> : <Answers offer={offer} />;
        }}
      </Told>
    </Page>
  );
}

function Answers({ offer }: { offer: Offer }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const { id, name, avatar, network, kind, by, company, waits } = offer;
  const params = { id };
  const stale = ["listHandovers", "listAccounts", "getAccount", "me"] as const;
  // Where it wants something entered, the account's own page asks for it.
  const again = useChange("reconnectAccount", { done: goOn, quiet: true });
  const connect = () => again.mutate({ params, body: {} }, { onError: () => go(`/accounts/${id}`) });
  const accept = useChange("acceptAccount", {
    stale: [...stale],
    done: connect,
  });
  const decline = useChange("endOffer", {
    stale: [...stale],
    done: () => {
      announce.done(t("handover.declined"));
      go("/accounts");
    },
  });
  const busy = accept.isPending || again.isPending || again.isSuccess;
  return (
    <>
      <div className={classes.who}>
        <Face name={name} avatar={avatar} network={network} company={kind !== "person"} size={64} />
        <span>
          <strong>{name}</strong>
          <small>{networkTitle(network)}</small>
        </span>
      </div>
      <p>{by === null ? t("handover.byNobody") : t("handover.by", { by, company: String(company) })}</p>
      <ul className={classes.facts}>
        <li>
          <IconKey size={20} stroke={1.7} aria-hidden="true" />
          {t("handover.must", { network: networkTitle(network), name })}
        </li>
        {!company && (
          <li>
            <IconMessageQuestion size={20} stroke={1.7} aria-hidden="true" />
            {t("handover.ask")}
          </li>
        )}
        <li>
          <IconClockPause size={20} stroke={1.7} aria-hidden="true" />
          {t("handover.held", { count: waits })}
        </li>
        <li>
          <IconHistory size={20} stroke={1.7} aria-hidden="true" />
          {t("handover.history")}
        </li>
      </ul>
      <div className={classes.ends}>
        <Button size="lg" loading={busy} onClick={() => (offer.accepted ? connect() : accept.mutate({ params }))}>
          {t(offer.accepted ? "handover.connect" : "handover.yes")}
        </Button>
        {!offer.accepted && (
          <Button variant="default" size="lg" loading={decline.isPending} onClick={() => decline.mutate({ params })}>
            {t("handover.no")}
          </Button>
        )}
      </div>
    </>
  );
}
