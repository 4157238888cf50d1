import "./words.ts";
import { useWords } from "../../language.tsx";
import { useReply } from "../../replies.ts";
import { networkTitle } from "../../ui/network.tsx";
import classes from "./try-source.module.css";

/** What reading this network costs here, and what it has cost this month; or that nobody has allowed it yet. */
export function SourcePrice({ network }: { network: string }) {
  const { t, dollars } = useWords();
  const { data } = useReply("listNetworks", {});
  const found = data?.rows.find(({ name }) => name === network);
  const sources = found?.sources ?? null;
  if (sources === null) return null;
  const own = Math.min(sources.price, found?.ownReading?.each ?? sources.price);
  const title = networkTitle(network);
  return (
    <p className={sources.on ? classes.feed : classes.failure} role="note">
      {sources.on
        ? t("price.on", {
            price: dollars(sources.price),
            own: dollars(own),
            spent: dollars(sources.spent),
            cap: dollars(sources.cap),
          })
        : t("price.off", { network: title, price: dollars(sources.price) })}
    </p>
  );
}
