import "./words.ts";
import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import type { CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Mark } from "../shell/mark.tsx";
import { MailLink } from "./mail-link.tsx";
import classes from "./sign-in-page.module.css";

/** Only a path of our own may be gone to after signing in. */
const safePath = (path: string | null): string => (path && /^\/(?![/\\])/.test(path) ? path : "/");

function WithLink({ token, enter }: { token: string; enter: () => void }) {
  const { t, text } = useWords();
  const use = useChange("signInByLink", { quiet: true, done: enter });
  return (
    <Stack gap={20}>
      <p className={classes.text}>{t("signIn.linkText")}</p>
      {use.error && <Alert color="brick">{text(use.error.text)}</Alert>}
      <Button size="md" fullWidth loading={use.isPending} onClick={() => use.mutate({ body: { token } })} autoFocus>
        {t("signIn.continue")}
      </Button>
      <Anchor href="/sign-in" size="sm" ta="center">
        {t("signIn.instead")}
      </Anchor>
    </Stack>
  );
}

function WithPassword({ problem, enter }: { problem: string | null; enter: () => void }) {
  const { t, text } = useWords();
  const ways = useReply("signInWays", {});
  const [byMail, setByMail] = useState(false);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useChange("signIn", { quiet: true, done: enter });
  const error: CallError | null = signIn.error;
  if (byMail) return <MailLink back={() => setByMail(false)} />;
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

/** The door: a one-time link (used by a button, so that a mail scanner does not burn it), or e-mail and password. */
export function SignInPage() {
  const { t } = useWords();
  useDocumentTitle(`${t("signIn.title")} · ${t("app.name")}`);
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const client = useQueryClient();
  const token = search.get("token");
  const enter = () => {
    client.clear();
    go(safePath(search.get("to")), { replace: true });
  };
  return (
    <main className={classes.page}>
      <svg className={classes.chart} viewBox="0 0 1200 800" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
        {Array.from({ length: 9 }, (_, ring) => (
          <path
            key={ring}
            d={`M-50 ${640 - ring * 46} C 220 ${520 - ring * 62}, 380 ${760 - ring * 38}, 620 ${600 - ring * 54} S 1010 ${420 - ring * 30}, 1260 ${560 - ring * 52}`}
          />
        ))}
      </svg>
      <section className={classes.card}>
        <div className={classes.brand}>
          <Mark size={40} />
          <span>{t("app.name")}</span>
        </div>
        <h1 className={classes.title}>{t("signIn.title")}</h1>
        <p className={classes.tagline}>{t("signIn.tagline")}</p>
        {token ? (
          <WithLink token={token} enter={enter} />
        ) : (
          <WithPassword problem={search.get("problem")} enter={enter} />
        )}
      </section>
      <p className={classes.promise}>{t("signIn.promise")}</p>
    </main>
  );
}
