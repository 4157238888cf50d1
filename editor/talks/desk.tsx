import "./words.ts";
import { Button, Select, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { type Row as RowOf, useChange, useReply, useRows } from "../replies.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Face } from "../ui/face.tsx";
import { More } from "../ui/more.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { When } from "../ui/when.tsx";
import { Address } from "./mine.tsx";
import classes from "./talks.module.css";

type Row = RowOf<"listTalks">;

/** For who runs the programme: who says that they talk already. Not there where nobody does. */
export function TalksDesk() {
  const { t } = useWords();
  const { rows, query } = useRows("listTalks", { query: { limit: 20 } }, { every: 60_000 });
  const [answers, setAnswers] = useState<{ row: Row; how: "invite" | "thank" } | null>(null);
  if (rows.length === 0) return null;
  return (
    <section className={classes.part} data-desk>
      <h2>{t("talks.desk")}</h2>
      <p className={classes.about}>{t("talks.deskText")}</p>
      <ul className={classes.list} data-wide>
        {rows.map((row) => (
          <li key={row.id} className={classes.card}>
            <div className={classes.who}>
              <Face name={row.name} size={40} />
              <div>
                <strong>{row.name}</strong>
                <small>
                  <When at={row.at} />
                </small>
              </div>
            </div>
            <Address address={row.address} />
            {row.words !== "" && <p className={classes.words}>{row.words}</p>}
            {row.answer !== null ? (
              <p className={classes.note} data-answered>
                {t(`talks.done.${row.answer}`, { by: row.by ?? "…", title: row.brief?.title ?? "…" })}
              </p>
            ) : (
              !row.own && (
                <>
                  <div className={classes.acts}>
                    <Button
                      size="sm"
                      aria-label={t("talks.inviteOf", { name: row.name })}
                      onClick={() => setAnswers({ row, how: "invite" })}
                    >
                      {t("talks.invite")}
                    </Button>
                    {!row.unrewarded && (
                      <Button
                        size="sm"
                        variant="default"
                        aria-label={t("talks.thankOf", { name: row.name })}
                        onClick={() => setAnswers({ row, how: "thank" })}
                      >
                        {t("talks.thank")}
                      </Button>
                    )}
                  </div>
                  {row.unrewarded && <p className={classes.note}>{t("talks.unrewarded")}</p>}
                </>
              )
            )}
          </li>
        ))}
      </ul>
      <More query={query} />
      {answers !== null && <AnswerSheet key={answers.row.id} {...answers} close={() => setAnswers(null)} />}
    </section>
  );
}

const takePart = "ambassador";

/** What they are invited to, and a word; thanks are a word alone. */
function AnswerSheet({ row, how, close }: { row: Row; how: "invite" | "thank"; close: () => void }) {
  const { t } = useWords();
  const briefs = useReply("listBriefs", { query: { of: "open", limit: 50 } }, { enabled: how === "invite" });
  const [to, setTo] = useState<string>(takePart);
  const [word, setWord] = useState("");
  const answer = useChange("answerTalk", {
    stale: ["listTalks", "listBriefs"],
    done: () => {
      close();
      announce.done(t(how === "thank" ? "talks.thanked" : "talks.invited"));
    },
  });
  const open = (briefs.data?.rows ?? []).filter(({ over, state }) => !over && state === "open");
  const send = () =>
    answer.mutate({
      params: { id: row.id },
      body:
        how === "thank"
          ? { answer: "thank", word }
          : to === takePart
            ? { answer: "ambassador", word }
            : { answer: "brief", brief: to, word },
    });
  return (
    <Sheet
      opened
      close={close}
      title={t(how === "thank" ? "talks.thankOf" : "talks.inviteOf", { name: row.name })}
      {...(how === "invite" ? { about: t("talks.inviteText") } : {})}
    >
      <Stack gap={16}>
        {how === "invite" && (
          <Select
            size="md"
            label={t("talks.inviteTo")}
            allowDeselect={false}
            value={to}
            onChange={(next) => setTo(next ?? takePart)}
            data={[
              { value: takePart, label: t("talks.toTakePart") },
              ...open.map(({ id, title }) => ({ value: id, label: t("talks.toBrief", { title }) })),
            ]}
          />
        )}
        {/* A brief has its own words, which are told then. */}
        {(how === "thank" || to === takePart) && (
          <Textarea
            size="md"
            autosize
            minRows={2}
            maxRows={6}
            maxLength={500}
            label={t("talks.word")}
            value={word}
            onChange={({ currentTarget }) => setWord(currentTarget.value)}
          />
        )}
      </Stack>
      <DialogEnd
        close={close}
        size="md"
        saving={answer.isPending}
        act={{ label: t(how === "thank" ? "talks.thank" : "talks.invite"), press: send }}
      />
    </Sheet>
  );
}
