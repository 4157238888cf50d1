import "./words.ts";
import { Alert, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Splash } from "../shell/splash.tsx";
import { Failed } from "../ui/failed.tsx";
import { Title } from "./join-page.tsx";
import classes from "./joining.module.css";
import { Lines } from "./lines.tsx";
import { Sky } from "./sky.tsx";

/** Where the poster's code leads: whoever has an address of the company may have a link mailed there. */
export function DoorPage({ code }: { code: string }) {
  const { t, text, language } = useWords();
  const query = useReply("readDoor", { body: { code } });
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const knock = useChange("knock", { quiet: true });
  if (query.error?.status === 404 || query.error?.status === 400)
    return (
      <Sky company={null}>
        <Title>{t("door.closed")}</Title>
        <p className={classes.text}>{t("door.closedText")}</p>
      </Sky>
    );
  if (query.error) return <Failed error={query.error} again={query.refetch} />;
  if (!query.data) return <Splash />;
  const { company, domains, seen } = query.data;
  if (knock.isSuccess)
    return (
      <Sky company={company}>
        <Title>{t("door.asked")}</Title>
        <p className={classes.text} role="status">
          {t("door.askedText", { email })}
        </p>
      </Sky>
    );
  return (
    <Sky company={company}>
      <Title>{t("door.title", { company })}</Title>
      <Lines seen={seen} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          knock.mutate({ body: { code, name: name.trim(), email: email.trim(), language } });
        }}
      >
        <Stack gap={16}>
          <TextInput
            size="md"
            label={t("door.name")}
            autoComplete="name"
            required
            withAsterisk={false}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            size="md"
            type="email"
            label={t("door.email")}
            description={t("door.domains", { domains: domains.map((domain) => `@${domain}`).join(", ") })}
            autoComplete="email"
            required
            withAsterisk={false}
            maxLength={200}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          {knock.error && (
            <Alert color="brick" role="alert">
              {text(knock.error.text)}
            </Alert>
          )}
          <button type="submit" className={classes.act} disabled={knock.isPending}>
            {t("door.ask")}
          </button>
        </Stack>
      </form>
      <p className={classes.below}>{t("join.nothing")}</p>
    </Sky>
  );
}
