import "./words.ts";
import { Alert, Anchor, Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import classes from "./sign-in-page.module.css";

/** Asks for a sign-in link by mail. Whether the address is known is not told. */
export function MailLink({ known, back }: { known: string; back: () => void }) {
  const { t, text } = useWords();
  const [email, setEmail] = useState(known);
  const ask = useChange("mailSignInLink", { quiet: true });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate({ body: { email: email.trim() } });
      }}
    >
      <Stack gap={16}>
        <p className={classes.text}>{t(known === "" ? "signIn.mailText" : "signIn.mailKnown")}</p>
        {ask.error && (
          <Alert color="brick" role="alert">
            {text(ask.error.text)}
          </Alert>
        )}
        {ask.isSuccess && (
          <Alert color="moss" role="status">
            {t("signIn.mailSent", { email: ask.variables.body.email })}
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
          data-autofocus
        />
        <Button type="submit" size="md" fullWidth loading={ask.isPending}>
          {t("signIn.mailSend")}
        </Button>
        <Anchor component="button" type="button" size="sm" ta="center" onClick={back}>
          {t("signIn.mailBack")}
        </Anchor>
      </Stack>
    </form>
  );
}
