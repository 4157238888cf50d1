import "./words.ts";
import { Alert, Anchor, Button, Stack } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useLocation, useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { Mark } from "../shell/mark.tsx";
import classes from "./sign-in-page.module.css";
import { WithPassword } from "./with-password.tsx";

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
