import "./words.ts";
import { useWords } from "../language.tsx";
import { catalogue, type Key } from "../messages/catalogue.ts";
import { cards } from "../networks.ts";
import { When } from "../ui/when.tsx";
import type { DeliveryDetail } from "./delivery-state.tsx";
import classes from "./readings.module.css";

/** In this order where a network tells them. */
const counts = ["likes", "reposts", "replies", "quotes", "views", "reach", "clicks", "saves"] as const;

/** What became of a published post: the newest numbers large, those before in a table. */
export function Readings({ readings, network }: { readings: DeliveryDetail["readings"]; network: string }) {
  const { t, language } = useWords();
  const card = cards.get(network);
  const days = card?.keep === undefined ? null : Math.round(card.keep.posts / 86_400);
  const newest = readings.findLast(({ counts: told }) => Object.keys(told).length > 0);
  const gone = readings.length > 0 && Object.keys(readings.at(-1)!.counts).length === 0;
  if (readings.length === 0) return null;
  const shown = counts.filter((name) => newest !== undefined && name in newest.counts);
  const word = (name: string): string => (`reading.${name}` in catalogue ? t(`reading.${name}` as Key) : name);
  const format = new Intl.NumberFormat(language);
  return (
    <section>
      <h2 className={classes.title}>{t("reading.title")}</h2>
      {gone && <p className="muted">{t("reading.gone")}</p>}
      {newest && (
        <dl className={classes.newest}>
          {shown.map((name) => (
            <div key={name}>
              <dd className="num">{format.format(newest.counts[name] ?? 0)}</dd>
              <dt>{word(name)}</dt>
            </div>
          ))}
        </dl>
      )}
      {readings.length > 1 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("reading.when")}</th>
              {shown.map((name) => (
                <th key={name} scope="col">
                  {word(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {readings.toReversed().map((reading) => (
              <tr key={reading.at}>
                <th scope="row">
                  <When at={reading.at} />
                </th>
                {shown.map((name) => (
                  <td key={name} className="num">
                    {reading.counts[name] === undefined ? "–" : format.format(reading.counts[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {days !== null && <p className="muted">{t("reading.kept", { network: card?.title ?? network, days })}</p>}
    </section>
  );
}
