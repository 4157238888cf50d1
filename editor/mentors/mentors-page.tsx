import "./words.ts";
import { Button } from "@mantine/core";
import { IconHeartHandshake } from "@tabler/icons-react";
import { useState } from "react";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useChange, useReply } from "../replies.ts";
import { Back } from "../ui/back.tsx";
import { Empty } from "../ui/empty.tsx";
import { Face } from "../ui/face.tsx";
import { Page } from "../ui/page.tsx";
import { Told } from "../ui/told.tsx";
import classes from "./mentors.module.css";
import { Offer } from "./offer.tsx";
import { ReachDialog } from "./reach-dialog.tsx";
import { stale } from "./stale.ts";
import { Suggest } from "./suggest.tsx";

type Mentoring = Reply<"readMentoring">;
type Pair = NonNullable<Mentoring["mentor"]>;

/** Somebody to ask, for who is new; and to be asked, for who would like that. */
export function MentorsPage() {
  const { t } = useWords();
  const editor = isEditor(useMe());
  const query = useReply("readMentoring", {}, { anew: true, every: 60_000 });
  return (
    <Page
      narrow
      title={t("mentors.title")}
      intro={t("mentors.intro")}
      back={<Back to="/training">{t("nav.training")}</Back>}
    >
      <Told query={query} lines={3} height={96}>
        {({ mentor, newcomers, free, offer }) => (
          <div className={classes.parts}>
            {mentor !== null && (
              <section>
                <h2>{t("mentors.mine")}</h2>
                <ul className={classes.list}>
                  <Row pair={mentor} mentoring={false} />
                </ul>
              </section>
            )}
            {newcomers.length > 0 && (
              <section>
                <h2>{t("mentors.newcomers")}</h2>
                <ul className={classes.list}>
                  {newcomers.map((pair) => (
                    <Row key={pair.id} pair={pair} mentoring />
                  ))}
                </ul>
              </section>
            )}
            {mentor === null && offer === null && <Free free={free} />}
            <Offer offer={offer} pairs={newcomers.length} />
            {editor && <Suggest />}
          </div>
        )}
      </Told>
    </Page>
  );
}

function Row({ pair: { id, name, state, reach }, mentoring }: { pair: Pair; mentoring: boolean }) {
  const { t } = useWords();
  const [asking, ask] = useState(false);
  const answer = useChange("answerPair", { stale: [...stale], done: () => ask(false) });
  const end = useChange("endPair", { stale: [...stale], done: () => announce.done(t("mentors.ended")) });
  return (
    <li className={classes.pair}>
      <Face name={name} size={44} />
      <div className={classes.said}>
        <strong>{name}</strong>
        <span>
          {state === "on"
            ? t("mentors.reached", { name, reach })
            : state === "asked"
              ? t("mentors.asked", { name })
              : t(mentoring ? "mentors.asksNewcomer" : "mentors.asksMentor", { name })}
        </span>
      </div>
      <div className={classes.acts}>
        {state === "asks" && (
          <Button
            size="md"
            loading={answer.isPending}
            onClick={() => (mentoring ? answer.mutate({ params: { id }, body: {} }) : ask(true))}
          >
            {t("mentors.yes")}
          </Button>
        )}
        <Button size="md" variant="default" loading={end.isPending} onClick={() => end.mutate({ params: { id } })}>
          {t(state === "asks" ? "mentors.no" : state === "asked" ? "mentors.takeBack" : "mentors.end")}
        </Button>
      </div>
      <ReachDialog
        opened={asking}
        close={() => ask(false)}
        title={name}
        act={t("mentors.yes")}
        busy={answer.isPending}
        send={(own) => answer.mutate({ params: { id }, body: { reach: own } })}
      />
    </li>
  );
}

/** Colleagues who may be asked. */
function Free({ free }: { free: Mentoring["free"] }) {
  const { t } = useWords();
  const [asked, choose] = useState<Mentoring["free"][number] | null>(null);
  const ask = useChange("askMentor", {
    stale: [...stale],
    done: () => {
      announce.done(t("mentors.askedDone", { name: asked?.name ?? "" }));
      choose(null);
    },
  });
  if (free.length === 0)
    return (
      <Empty icon={<IconHeartHandshake size={26} stroke={1.6} />} title={t("mentors.none")} small>
        {t("mentors.noneText")}
      </Empty>
    );
  return (
    <section>
      <h2>{t("mentors.choose")}</h2>
      <ul className={classes.list}>
        {free.map((row) => (
          <li key={row.id} className={classes.pair}>
            <Face name={row.name} size={44} />
            <div className={classes.said}>
              <strong>{row.name}</strong>
              {row.place !== "" && <span>{row.place}</span>}
            </div>
            <div className={classes.acts}>
              <Button size="md" variant="default" onClick={() => choose(row)}>
                {t("mentors.ask", { name: row.name })}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <ReachDialog
        opened={asked !== null}
        close={() => choose(null)}
        title={t("mentors.ask", { name: asked?.name ?? "" })}
        act={t("mentors.ask", { name: asked?.name ?? "" })}
        busy={ask.isPending}
        send={(reach) => asked !== null && ask.mutate({ body: { mentor: asked.id, reach } })}
      />
    </section>
  );
}
