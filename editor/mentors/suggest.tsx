import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Told } from "../ui/told.tsx";
import classes from "./mentors.module.css";
import { stale } from "./stale.ts";

/** For who runs the programme: two who might suit each other. */
export function Suggest() {
  const { t, day } = useWords();
  const query = useReply("listNewcomers", {}, { anew: true });
  const [newcomer, setNewcomer] = useState<string | null>(null);
  const [mentor, setMentor] = useState<string | null>(null);
  const suggest = useChange("suggestPair", {
    stale: [...stale],
    done: () => {
      setNewcomer(null);
      setMentor(null);
      announce.done(t("mentors.suggested"));
    },
  });
  return (
    <section className={classes.offer}>
      <h2>{t("mentors.suggest")}</h2>
      <p>{t("mentors.suggestText")}</p>
      <Told query={query} lines={1} height={60}>
        {({ newcomers, mentors }) => {
          const free = mentors.filter((each) => each.free > 0);
          if (newcomers.length === 0) return <p className="muted">{t("mentors.nobodyNew")}</p>;
          if (free.length === 0) return <p className="muted">{t("mentors.nobodyFree")}</p>;
          return (
            <form
              className={classes.two}
              onSubmit={(event) => {
                event.preventDefault();
                if (newcomer !== null && mentor !== null) suggest.mutate({ body: { newcomer, mentor } });
              }}
            >
              <Select
                label={t("mentors.newcomer")}
                value={newcomer}
                onChange={setNewcomer}
                data={newcomers.map(({ id, name, since }) => ({
                  value: id,
                  label: t("mentors.newcomerOf", { name, day: day(since) }),
                }))}
              />
              <Select
                label={t("mentors.mentor")}
                value={mentor}
                onChange={setMentor}
                data={free
                  .filter(({ id }) => id !== newcomer)
                  .map(({ id, name, free: count }) => ({ value: id, label: t("mentors.mentorOf", { name, count }) }))}
              />
              <Button type="submit" disabled={newcomer === null || mentor === null} loading={suggest.isPending}>
                {t("mentors.suggestAct")}
              </Button>
            </form>
          );
        }}
      </Told>
    </section>
  );
}
