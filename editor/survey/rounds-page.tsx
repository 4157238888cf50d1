import "./words.ts";
import { Button, Modal, SegmentedControl } from "@mantine/core";
import { IconMessageHeart } from "@tabler/icons-react";
import { useState } from "react";
import type { Stage } from "#engine/survey.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Empty } from "../ui/empty.tsx";
import { Page } from "../ui/page.tsx";
import { Results } from "./results.tsx";
import classes from "./rounds.module.css";
import type { Round } from "./told.ts";

/** The survey for whoever runs the programme: opening, closing, and the two moments side by side. */
export function RoundsPage() {
  const { t } = useWords();
  const [opening, setOpening] = useState(false);
  const query = useReply("listSurveys", {}, { anew: true, every: 60_000 });
  const { rows = [], people = 0, fewest = 5 } = query.data ?? {};
  const open = rows.find(({ closedAt }) => closedAt === null);
  return (
    <Page
      title={t("rounds.title")}
      intro={t("rounds.intro")}
      back={<Back to="/training">{t("nav.training")}</Back>}
      actions={
        query.data !== undefined &&
        open === undefined &&
        rows.length > 0 && <Button onClick={() => setOpening(true)}>{t("rounds.open")}</Button>
      }
    >
      <Answer query={query} lines={3} height={120}>
        {() => (
          <div className={classes.parts}>
            {open !== undefined && <Open round={open} people={people} fewest={fewest} />}
            {rows.length === 0 ? (
              <Empty
                icon={<IconMessageHeart size={26} stroke={1.6} />}
                title={t("rounds.none")}
                action={<Button onClick={() => setOpening(true)}>{t("rounds.open")}</Button>}
              >
                {t("rounds.noneText")}
              </Empty>
            ) : (
              <Results rows={rows} fewest={fewest} />
            )}
          </div>
        )}
      </Answer>
      <Opening
        opened={opening}
        close={() => setOpening(false)}
        people={people}
        first={rows.some(({ stage, result }) => stage === "before" && result !== null) ? "after" : "before"}
      />
    </Page>
  );
}

function Opening({
  opened,
  close,
  people,
  first,
}: {
  opened: boolean;
  close: () => void;
  people: number;
  first: Stage;
}) {
  const { t } = useWords();
  const [stage, choose] = useState<Stage | null>(null);
  const open = useChange("openSurvey", { stale: ["listSurveys", "readSurvey"], done: close });
  return (
    <Modal opened={opened} onClose={close} title={t("rounds.open")} centered>
      <SegmentedControl
        fullWidth
        aria-label={t("rounds.which")}
        value={stage ?? first}
        onChange={(value) => choose(value as Stage)}
        data={[
          { value: "before", label: t("rounds.before") },
          { value: "after", label: t("rounds.after") },
        ]}
      />
      <p className={classes.note}>{t("rounds.openText", { count: people })}</p>
      <DialogEnd
        close={close}
        saving={open.isPending}
        act={{ label: t("rounds.open"), press: () => open.mutate({ body: { stage: stage ?? first } }) }}
      />
    </Modal>
  );
}

/** A round that people answer: how many did, in fives, and nothing else. */
function Open({ round, people, fewest }: { round: Round; people: number; fewest: number }) {
  const { t, day } = useWords();
  const [ending, setEnding] = useState(false);
  const end = useChange("closeSurvey", { stale: ["listSurveys", "readSurvey"], done: () => setEnding(false) });
  const { answers } = round;
  return (
    <section className={classes.open}>
      <div>
        <p className={classes.stage}>
          {t(`rounds.${round.stage}`)} · {t("rounds.opened", { day: day(round.openedAt) })}
        </p>
        <h2>{answers === null ? t("rounds.few", { fewest, people }) : t("rounds.some", { count: answers, people })}</h2>
        <div className={classes.meter} aria-hidden="true">
          <span style={{ width: `${(100 * (answers ?? 0)) / Math.max(people, 1)}%` }} />
        </div>
        <p className={classes.note}>{t("rounds.wait")}</p>
      </div>
      <Button variant="default" onClick={() => setEnding(true)}>
        {t("rounds.close")}
      </Button>
      <Modal opened={ending} onClose={() => setEnding(false)} title={t("rounds.closeTitle")} centered>
        <p className={classes.note}>{t("rounds.closeText", { fewest })}</p>
        <DialogEnd
          close={() => setEnding(false)}
          saving={end.isPending}
          act={{ label: t("rounds.closeAct"), press: () => end.mutate({ params: { number: round.number } }) }}
        />
      </Modal>
    </section>
  );
}
