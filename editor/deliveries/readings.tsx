import "./words.ts";
import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { isSaid } from "../messages/spoken.ts";
import { cards } from "../networks.ts";
import { Figure } from "../ui/figure.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Spark } from "../ui/spark.tsx";
import { Table } from "../ui/table.tsx";
import { When } from "../ui/when.tsx";
import type { DeliveryDetail } from "./delivery-state.tsx";
import classes from "./readings.module.css";

/** In this order where a network tells them. */
const counts = ["views", "reach", "likes", "reposts", "quotes", "replies", "clicks", "saves"] as const;

/** Whether and when it is read next, or why not. */
function Why({ delivery: { account, measured } }: { delivery: DeliveryDetail }) {
  const { t } = useWords();
  const admin = useMe().member.role === "admin";
  if (measured === null) return null;
  const network = networkTitle(account.network);
  return (
    <p className={classes.why}>
      {t(`measured.${measured.state}`, { network })}
      {measured.next !== null && (
        <>
          {" "}
          <When at={measured.next} />.
        </>
      )}
      {measured.state === "off" && admin && (
        <>
          {" "}
          <Anchor component={Link} href="/settings#networks">
            {t("measured.switch")}
          </Anchor>
        </>
      )}
    </p>
  );
}

/** What became of a published post: the newest numbers large, our own clicks beside them, those before in a table. */
export function Readings({ delivery }: { delivery: DeliveryDetail }) {
  const { t, number } = useWords();
  const { readings, short, measured } = delivery;
  if (measured === null) return null;
  const told = readings.filter(({ counts: some }) => Object.keys(some).length > 0);
  const newest = told.at(-1);
  const gone = readings.length > 0 && readings.at(-1) !== newest;
  const shown = counts.filter((name) => newest !== undefined && name in newest.counts);
  const word = (name: string): string => {
    const key = `reading.${name}`;
    return isSaid(key) ? t(key) : name;
  };
  const visits = short?.visits ?? null;
  const keep = cards.get(delivery.account.network)?.keep;
  return (
    <section aria-label={t("reading.title")}>
      <h2 className={classes.title}>{t("reading.title")}</h2>
      {(newest !== undefined || visits !== null) && (
        <dl className={classes.newest}>
          {newest &&
            shown.map((name) => (
              <Figure key={name} label={word(name)} value={number(newest.counts[name] ?? 0)}>
                <Spark values={told.map((reading) => reading.counts[name] ?? 0)} />
              </Figure>
            ))}
          {visits !== null && (
            <Figure label={t("reading.visits")} value={number(visits.people)}>
              {visits.robots + visits.own > 0 &&
                t("reading.visitsApart", { robots: number(visits.robots), own: number(visits.own) })}
            </Figure>
          )}
        </dl>
      )}
      {newest && (
        <p className={classes.why}>
          {t("reading.asOf", { network: networkTitle(delivery.account.network) })} <When at={newest.at} />.
        </p>
      )}
      {gone ? <p className={classes.why}>{t("reading.gone")}</p> : <Why delivery={delivery} />}
      {keep !== undefined && measured.state !== "none" && measured.state !== "private" && (
        <p className={classes.why}>
          {t("reading.kept", {
            network: networkTitle(delivery.account.network),
            days: Math.round(keep.posts / 86_400),
          })}
        </p>
      )}
      {told.length > 1 && (
        <Table label={t("reading.title")}>
          <thead>
            <tr>
              <th scope="col">{t("reading.when")}</th>
              {shown.map((name) => (
                <th key={name} scope="col" data-number>
                  {word(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {told.toReversed().map((reading) => (
              <tr key={reading.at}>
                <td>
                  <When at={reading.at} />
                </td>
                {shown.map((name) => (
                  <td key={name} data-number>
                    {reading.counts[name] === undefined ? "–" : number(reading.counts[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}
