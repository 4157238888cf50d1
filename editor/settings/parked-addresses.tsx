import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { When } from "../ui/when.tsx";
import classes from "./settings.module.css";

/** Addresses that get nothing more, and a way to add one whose mails came back. */
export function ParkedAddresses() {
  const { t } = useWords();
  const [address, setAddress] = useState("");
  const [after, setAfter] = useState<string | null>(null);
  const query = useReply("listParked", { query: after === null ? {} : { after } });
  const stale = ["listParked", "readMail"] as const;
  const park = useChange("parkAddress", {
    stale: [...stale],
    done: () => {
      setAddress("");
      announce.done(t("mail.parkDone"));
    },
  });
  const free = useChange("freeAddress", { stale: [...stale], done: () => announce.done(t("mail.freeDone")) });
  return (
    <section>
      <h2>{t("mail.parked")}</h2>
      <p className={classes.text}>{t("mail.parkedHelp")}</p>
      <Answer query={query} lines={1} height={56}>
        {() =>
          query.data!.rows.length > 0 && (
            <>
              <ul className={classes.list}>
                {query.data!.rows.map((row) => (
                  <li key={row.address}>
                    <span className={classes.grow}>
                      {row.address}
                      <small className="muted">{row.answer}</small>
                    </span>
                    <span className="muted">
                      <When at={row.at} />
                    </span>
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => free.mutate({ body: { address: row.address } })}
                    >
                      {t("mail.free")}
                    </Button>
                  </li>
                ))}
              </ul>
              {query.data!.next !== null && (
                <Button variant="default" mb={20} onClick={() => setAfter(query.data!.next)}>
                  {t("action.more")}
                </Button>
              )}
            </>
          )
        }
      </Answer>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          park.mutate({ body: { address } });
        }}
      >
        <Group align="end">
          <TextInput
            type="email"
            label={t("mail.parkLabel")}
            required
            withAsterisk={false}
            w={320}
            maw="100%"
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={park.isPending}>
            {t("mail.park")}
          </Button>
        </Group>
      </form>
    </section>
  );
}
