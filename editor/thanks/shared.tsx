import { IconHeart } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { Face } from "../ui/face.tsx";
import { More } from "../ui/more.tsx";
import { Badge } from "./badge.tsx";
import classes from "./thanks.module.css";

/** What colleagues let others read and see. */
export function Shared() {
  const { t } = useWords();
  const thanks = useRows("listThanks", { query: { limit: 20 } });
  const badges = useRows("listBadges", {});
  return (
    <>
      <section className={classes.section}>
        <h2>{t("thanks.read")}</h2>
        <Answer query={thanks.query} lines={2} height={120}>
          {() =>
            thanks.rows.length === 0 ? (
              <Empty small icon={<IconHeart size={28} stroke={1.5} />} title={t("thanks.readNone")}>
                {t("thanks.readNoneText")}
              </Empty>
            ) : (
              <ul className={classes.cards}>
                {thanks.rows.map(({ id, kind, thing, words, by, to, own }) => (
                  <li key={id} className={classes.card}>
                    <div className={classes.who}>
                      <Face name={to} size={40} />
                      <p>
                        {t("thanks.to", { to, by: by ?? t("thanks.byNobody") })}
                        {own && <small> · {t("thanks.own")}</small>}
                      </p>
                    </div>
                    <p className={classes.kind}>{t(`thanks.kind.${kind}`)}</p>
                    <h3>{thing}</h3>
                    <blockquote>{words}</blockquote>
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
        <More query={thanks.query} />
      </section>
      <section className={classes.section}>
        <h2>{t("badges.shared")}</h2>
        <p className={classes.about}>{t("badges.sharedText")}</p>
        <Answer query={badges.query} lines={2} height={72}>
          {() =>
            badges.rows.length === 0 ? (
              <p className="muted">{t("badges.sharedNone")}</p>
            ) : (
              <ul className={classes.people}>
                {badges.rows.map(({ name, badges: own }) => (
                  <li key={name}>
                    <Face name={name} size={40} />
                    <div>
                      <strong>{name}</strong>
                      <ul className={classes.strip}>
                        {own.map((badge) => (
                          <li key={badge.name}>
                            <Badge badge={badge} />
                          </li>
                        ))}
                      </ul>
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
        <More query={badges.query} />
      </section>
    </>
  );
}
