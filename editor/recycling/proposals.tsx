import { Button } from "@mantine/core";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { NetworkMark } from "../ui/network.tsx";
import { Tag } from "../ui/tag.tsx";
import classes from "./library.module.css";
import { useSecondLife } from "./second-life.ts";
import type { SecondLife } from "./use.ts";

/** What did well where it stood, with why. What somebody wrote by hand comes back as it is; of everything else the words are written anew. */
export function Proposals({ revive, again }: { revive: (one: SecondLife) => void; again: (entry: string) => void }) {
  const { t } = useWords();
  const { none } = useSecondLife();
  const query = useReply("secondLives", {});
  const rows = query.data?.rows ?? [];
  return (
    <section className={classes.part} aria-label={t("library.second")}>
      <h2>{t("library.second")}</h2>
      <p className={classes.hint}>{t("library.secondText")}</p>
      <Answer query={query} lines={2} height={72}>
        {() =>
          rows.length === 0 ? (
            <p className={classes.hint}>{none}</p>
          ) : (
            <ul className={classes.proposals}>
              {rows.map((one) => (
                <Proposal key={one.key} one={one} act={() => (one.entry === null ? revive(one) : again(one.entry))} />
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}

function Proposal({ one, act }: { one: SecondLife; act: () => void }) {
  const { t } = useWords();
  const second = useSecondLife();
  const { title, network } = one;
  const rests = second.rests(one);
  return (
    <li>
      <NetworkMark network={network} size={24} />
      <div>
        <h3>{title}</h3>
        <p>{second.why(one)}</p>
      </div>
      {rests === null ? (
        <Button variant="default" size="sm" aria-label={t("library.reviveFor", { title })} onClick={act}>
          {t("library.revive")}
        </Button>
      ) : (
        <Tag tone="calm">{rests}</Tag>
      )}
    </li>
  );
}
