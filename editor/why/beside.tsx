import "./words.ts";
import { IconArrowUpRight } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { AnswerText } from "./answer-text.tsx";
import classes from "./beside.module.css";
import { KeepLink } from "./keep-link.tsx";
import { addressOfWhy } from "./setting.ts";
import { Way } from "./way.tsx";

/** Beside the list of deliveries, below the sentence: what decided, and the way of what is looked at. `map`: the one whose delivery it is; absent: all. */
export function WhyBeside({ item, account, map }: { item: string; account: string | null; map: string | null }) {
  const { t } = useWords();
  const query = useReply("why", { query: { key: item, ...(account && { account }) } }, { every: 20_000 });
  const view = query.data;
  if (view === undefined) return null;
  const maps = view.maps.filter(({ id, steps }) => steps.length > 0 && (map === null || id === map));
  return (
    <section className={classes.beside} aria-label={t("why.title")}>
      {account !== null && <AnswerText answer={{ ...view.answer, delivery: null }} account={account} />}
      {maps.map((each) => (
        <div key={each.id}>
          <h3 className={classes.label}>{t("why.wayIn", { map: each.name })}</h3>
          <Way map={each} />
          <KeepLink map={each.id} item={item} account={account} />
        </div>
      ))}
      <p className={classes.whole}>
        <Link href={addressOfWhy(item, account)}>
          {t("why.whole")}
          <IconArrowUpRight size={15} stroke={1.8} aria-hidden="true" />
        </Link>
      </p>
    </section>
  );
}
