import { Button, Switch } from "@mantine/core";
import { IconHeart } from "@tabler/icons-react";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { type Row as RowOf, useChange, useReply, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Told } from "../ui/told.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import { When } from "../ui/when.tsx";
import { Badge, useBadgeName } from "./badge.tsx";
import { stale } from "./stale.ts";
import classes from "./thanks.module.css";

type Wish = Reply<"readRecognition">;
type Row = RowOf<"myThanks">;

/** One's own: whether one takes part at all, what one was thanked for, and one's badges. */
export function Mine() {
  const query = useReply("readRecognition", {}, { anew: true });
  return (
    <Told query={query} lines={3} height={96}>
      {(wish) => (
        <>
          <WishRow wish={wish} />
          <Got on={wish.on} />
          {wish.on && <Badges wish={wish} />}
        </>
      )}
    </Told>
  );
}

function WishRow({ wish: { on, badgesShown } }: { wish: Wish }) {
  const { t } = useWords();
  const save = useChange("wishRecognition", {
    stale: [...stale],
    done: () => announce.done(t(on ? "thanks.unwished" : "thanks.wished")),
  });
  return (
    <section className={classes.wish}>
      <Switch
        size="md"
        checked={save.isPending ? save.variables.body.on : on}
        disabled={save.isPending}
        label={t("thanks.wish")}
        description={t("thanks.wishText")}
        styles={{ description: { fontSize: 14, lineHeight: 1.45 } }}
        onChange={({ currentTarget }) =>
          save.mutate({ body: { on: currentTarget.checked, badgesShown: currentTarget.checked && badgesShown } })
        }
      />
    </section>
  );
}

/** Also there for who switched it off since: what one was given stays one's own. */
function Got({ on }: { on: boolean }) {
  const { t } = useWords();
  const { rows, query } = useRows("myThanks", { query: { limit: 20 } });
  const [going, setGoing] = useState<Row | null>(null);
  const remove = useChange("deleteThanks", { stale: [...stale] });
  const end = () => {
    if (going !== null) remove.mutate({ params: { id: going.id } });
    setGoing(null);
  };
  const gone = remove.isPending || remove.isSuccess ? remove.variables.params.id : null;
  const shown = rows.filter(({ id }) => id !== going?.id && id !== gone);
  if (!on && rows.length === 0) return null;
  return (
    <section className={classes.section}>
      <h2>{t("thanks.got")}</h2>
      <Answer query={query} lines={2} height={120}>
        {() =>
          shown.length === 0 ? (
            <Empty small icon={<IconHeart size={28} stroke={1.5} />} title={t("thanks.none")}>
              {t("thanks.noneText")}
            </Empty>
          ) : (
            <>
              <ul className={classes.cards}>
                {shown.map((row) => (
                  <Card
                    key={row.id}
                    row={row}
                    on={on}
                    remove={() => {
                      // The one before is over when the next one goes.
                      end();
                      setGoing(row);
                    }}
                  />
                ))}
              </ul>
              <More query={query} />
              <p className={classes.note}>{t("thanks.kept")}</p>
            </>
          )
        }
      </Answer>
      {going !== null && (
        <UndoBar key={going.id} undo={() => setGoing(null)} done={end}>
          {t("thanks.deleted")}
        </UndoBar>
      )}
    </section>
  );
}

function Card({
  row: { id, kind, thing, words, by, at, shown },
  on,
  remove,
}: {
  row: Row;
  on: boolean;
  remove: () => void;
}) {
  const { t } = useWords();
  const show = useChange("showThanks", { stale: [...stale] });
  return (
    <li className={classes.card}>
      <p className={classes.kind}>{t(`thanks.kind.${kind}`)}</p>
      <h3>{thing}</h3>
      <blockquote>{words}</blockquote>
      <p className={classes.note}>
        {by ?? t("thanks.byNobody")} · <When at={at} />
      </p>
      <div className={classes.acts}>
        {on && (
          <Switch
            size="md"
            checked={show.isPending ? show.variables.body.shown : shown}
            disabled={show.isPending}
            label={t("thanks.show")}
            aria-label={t("thanks.showOf", { thing })}
            onChange={({ currentTarget }) => show.mutate({ params: { id }, body: { shown: currentTarget.checked } })}
          />
        )}
        <Button variant="subtle" color="brick" size="md" aria-label={t("thanks.deleteOf", { thing })} onClick={remove}>
          {t("thanks.delete")}
        </Button>
      </div>
    </li>
  );
}

function Badges({ wish: { badges, badgesShown } }: { wish: Wish }) {
  const { t } = useWords();
  const name = useBadgeName();
  const show = useChange("wishRecognition", { stale: [...stale] });
  const put = useChange("putBadge", { stale: [...stale] });
  return (
    <section className={classes.section}>
      <h2>{t("badges.title")}</h2>
      <p className={classes.about}>{badges.length === 0 ? t("badges.none") : t("badges.text")}</p>
      {badges.length > 0 && (
        <>
          <ul className={classes.rows}>
            {badges.map((badge) => (
              <li key={badge.name} data-away={badge.away || undefined}>
                <Badge badge={badge} />
                {badge.away && <small>{t("badges.isAway")}</small>}
                <Button
                  variant="subtle"
                  size="compact-md"
                  loading={put.isPending && put.variables.params.name === badge.name}
                  aria-label={t(badge.away ? "badges.backOf" : "badges.awayOf", { badge: name(badge) })}
                  onClick={() => put.mutate({ params: { name: badge.name }, body: { away: !badge.away } })}
                >
                  {t(badge.away ? "badges.back" : "badges.away")}
                </Button>
              </li>
            ))}
          </ul>
          <Switch
            mt={14}
            size="md"
            checked={show.isPending ? show.variables.body.badgesShown : badgesShown}
            disabled={show.isPending}
            label={t("badges.show")}
            onChange={({ currentTarget }) => show.mutate({ body: { on: true, badgesShown: currentTarget.checked } })}
          />
        </>
      )}
    </section>
  );
}
