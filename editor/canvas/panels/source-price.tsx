import { useWords } from "../../language.tsx";
import { useReply } from "../../replies.ts";
import { networkTitle } from "../../ui/network.tsx";
import classes from "./try-source.module.css";

/** What reading this network costs here, and what it has cost this month; or that nobody has allowed it yet. */
export function SourcePrice({ network }: { network: string }) {
  const { t, dollars } = useWords();
  const { data } = useReply("listNetworks", {});
  const sources = data?.rows.find(({ name }) => name === network)?.sources ?? null;
  if (sources === null) return null;
  const title = networkTitle(network);
  return (
    <p className={sources.on ? classes.feed : classes.failure} role="note">
      {sources.on
        ? t("price.on", { price: dollars(sources.price), spent: dollars(sources.spent), cap: dollars(sources.cap) })
        : t("price.off", { network: title, price: dollars(sources.price) })}
    </p>
  );
}
