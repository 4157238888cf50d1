import "./words.ts";
import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { MailLink } from "./mail-link.tsx";
import classes from "./sign-in-page.module.css";

/** By e-mail and password, or a link by mail. `known`: whose session it was; `byMail`: who has no password, where mail is set up. */
export function WithPassword({
  problem,
  enter,
  known = "",
  byMail: first = false,
}: {
  problem: string | null;
  enter: () => void;
  known?: string;
  byMail?: boolean;
}) {
  const { t, text } = useWords();
  const ways = useReply("signInWays", {});
  const [chosen, setByMail] = useState<boolean | null>(null);
  const byMail = chosen ?? (first && ways.data?.mail === true);
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const signIn = useChange("signIn", { quiet: true, done: enter });
  const error: CallError | null = signIn.error;
  if (byMail) return <MailLink known={known} back={() => setByMail(false)} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate({ body: { email, password } });
      }}
    >
      <Stack gap={16}>
        {!error && problem && (
          <Alert color="honey">{t(problem === "link" ? "signIn.problemLink" : "signIn.problemSession")}</Alert>
        )}
        {error && (
          <Alert color="brick" role="alert">
            {text(error.text)}
          </Alert>
        )}
        <TextInput
          size="md"
          label={t("signIn.email")}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          size="md"
          label={t("signIn.password")}
          autoComplete="current-password"
          data-autofocus={known !== "" || undefined}
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" fullWidth mt={8} loading={signIn.isPending}>
          {t("signIn.submit")}
        </Button>
        {ways.data?.mail === true ? (
          <Anchor component="button" type="button" size="sm" ta="center" onClick={() => setByMail(true)}>
            {t("signIn.mail")}
          </Anchor>
        ) : (
          <p className={classes.hint}>{t("signIn.noLink")}</p>
        )}
      </Stack>
    </form>
  );
}
