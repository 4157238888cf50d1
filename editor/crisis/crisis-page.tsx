import "./words.ts";
import { IconMoodSmile } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Page } from "../ui/page.tsx";
import { When } from "../ui/when.tsx";
import classes from "./crisis.module.css";
import { HoldCard } from "./hold-card.tsx";
import { NewHold } from "./new-hold.tsx";

/** In a hurry: what is held now, and the one press that holds more. */
export function CrisisPage() {
  const { t } = useWords();
  const query = useReply("readCrisis", {}, { anew: true, every: 20_000 });
  const { standing = [], lifted = [] } = query.data ?? {};
  return (
    <Page title={t("crisis.title")} intro={t("crisis.intro")}>
      <Answer query={query} lines={1} height={120}>
        {() =>
          standing.length === 0 ? (
            <p className={classes.calm}>
              <IconMoodSmile size={20} stroke={1.8} aria-hidden="true" />
              {t("crisis.calm")}
            </p>
          ) : (
            <section className={classes.part} aria-label={t("crisis.standing")}>
              <h2>{t("crisis.standing")}</h2>
              <ul className={classes.list}>
                {standing.map((hold) => (
                  <HoldCard key={hold.number} hold={hold} />
                ))}
              </ul>
            </section>
          )
        }
      </Answer>
      <NewHold />
      {lifted.length > 0 && (
        <section className={classes.part} aria-label={t("crisis.lifted")}>
          <h2>{t("crisis.lifted")}</h2>
          <ul className={classes.past}>
            {lifted.map((hold) => (
              <li key={hold.number}>
                <strong>{hold.words.join(" · ")}</strong>
                <span className={classes.note}>
                  {t("crisis.from", {
                    by: hold.by ?? t("crisis.nobody"),
                    name: hold.endedBy ?? t("crisis.nobody"),
                  })}{" "}
                  · <When at={hold.endedAt ?? hold.at} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}
