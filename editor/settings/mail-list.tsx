import { Button, Switch } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { type Row, useChange, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Tag, type Tone } from "../ui/tag.tsx";
import { When } from "../ui/when.tsx";
import classes from "./settings.module.css";

type MailRow = Row<"listMails">;
const tones: Record<MailRow["state"], Tone> = {
  queued: "calm",
  sending: "live",
  sent: "good",
  refused: "bad",
  failed: "bad",
  unknown: "warn",
  dropped: "plain",
  returned: "bad",
};

/** The outbox, newest first: to whom, what became of it, and what the server said. */
export function MailList() {
  const { t } = useWords();
  const [trouble, setTrouble] = useState(false);
  const { rows, query } = useRows("listMails", { query: trouble ? { trouble: "true" } : {} }, { every: 5_000 });
  return (
    <>
      <Switch
        mb={16}
        label={t("mail.onlyTrouble")}
        checked={trouble}
        onChange={(event) => setTrouble(event.currentTarget.checked)}
      />
      <Answer query={query} lines={3} height={64}>
        {() =>
          rows.length === 0 ? (
            <Empty icon={<IconMail size={24} stroke={1.6} />} title={t(trouble ? "mail.emptyTrouble" : "mail.empty")} />
          ) : (
            <>
              <ul className={classes.list}>
                {rows.map((mail) => (
                  <Line key={mail.id} mail={mail} />
                ))}
              </ul>
              <More query={query} />
            </>
          )
        }
      </Answer>
    </>
  );
}

function Line({ mail }: { mail: MailRow }) {
  const { t, text } = useWords();
  const again = useChange("mailAgain", {
    stale: ["listMails", "readMail"],
    done: () => announce.done(t("mail.againDone")),
  });
  const { address, answer, back, endedAt, madeAt, state, subject, title, why } = mail;
  // What its server said when it took the mail is of no interest any more.
  const taken = state === "sent" || state === "returned";
  return (
    <li>
      <span className={classes.grow}>
        <strong>{subject ?? text(title)}</strong>
        <small className="muted">
          {address} · {text(title)}
        </small>
        {why && !taken && <small>{text(why)}</small>}
        {answer && !taken && <small className="muted">{t("mail.answered", { answer })}</small>}
        {back && (
          <small className="muted">
            {t(`mail.back.${back.kind}`, { words: back.words || back.status })} · <When at={back.at} />
          </small>
        )}
      </span>
      <Tag tone={tones[state]}>{t(`mail.state.${state}`)}</Tag>
      <span className="muted">
        <When at={endedAt ?? madeAt} />
      </span>
      {(state === "refused" || state === "failed" || state === "unknown" || state === "returned") && (
        <Button
          size="compact-sm"
          variant="default"
          loading={again.isPending}
          onClick={() => again.mutate({ params: { id: mail.id } })}
        >
          {t("mail.again")}
        </Button>
      )}
    </li>
  );
}
