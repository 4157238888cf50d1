import "./words.ts";
import { Alert } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { IconArrowRight } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Splash } from "../shell/splash.tsx";
import { Face } from "../ui/face.tsx";
import { Failed } from "../ui/failed.tsx";
import classes from "./joining.module.css";
import { Lines } from "./lines.tsx";
import { Qr } from "./qr.tsx";
import { Sky } from "./sky.tsx";

type Invitation = Reply<"openInvitation">;

/** Where an invitation's link leads. Opening it changes nothing, its button signs in: a scanner that follows the link starts nothing. */
export function JoinPage({ token }: { token: string }) {
  const { t } = useWords();
  const query = useReply("openInvitation", { body: { token } });
  if (query.error?.status === 404 || query.error?.status === 400)
    return (
      <Sky company={null}>
        <Title>{t("join.unknown")}</Title>
        <p className={classes.text}>{t("join.unknownText")}</p>
      </Sky>
    );
  if (query.error) return <Failed error={query.error} again={query.refetch} />;
  if (!query.data) return <Splash />;
  const invitation = query.data;
  return (
    <Sky company={invitation.company}>
      {invitation.state === "open" && invitation.signedIn !== null ? (
        <Other name={invitation.name} other={invitation.signedIn} />
      ) : invitation.state === "open" ? (
        <Open token={token} invitation={invitation} />
      ) : (
        <Closed token={token} invitation={invitation} />
      )}
    </Sky>
  );
}

/** What the page is, in its tab and for who hears it. */
export function Title({ children }: { children: string }) {
  const { t } = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(`${children} · ${t("app.name")}`);
  useEffect(() => head.current?.focus({ preventScroll: true }), [children]);
  return (
    <h1 className={classes.title} ref={head} tabIndex={-1}>
      {children}
    </h1>
  );
}

function Open({ token, invitation }: { token: string; invitation: Invitation }) {
  const { t, text } = useWords();
  const { inviter, company, words, seen } = invitation;
  const accept = useChange("acceptInvitation", {
    quiet: true,
    stale: ["openInvitation"],
    // Anew: everything that was known of nobody is somebody's now.
    done: () => location.assign("/welcome"),
  });
  const who = inviter?.name ?? company;
  return (
    <>
      <div className={classes.inviter}>
        <span className={classes.face}>
          <Face name={who} company={inviter === null} size={80} />
        </span>
        <span>
          <strong>{who}</strong>
          {inviter && <span className={classes.at}>{company}</span>}
        </span>
      </div>
      <Title>{t("join.title", { name: inviter?.name.split(/\s+/u)[0] ?? company })}</Title>
      {words !== null && <blockquote className={classes.words}>{t("join.quote", { words })}</blockquote>}
      <Lines seen={seen} />
      {accept.error && (
        <Alert color="brick" mb={16} role="alert">
          {text(accept.error.text)}
        </Alert>
      )}
      <button
        type="button"
        className={classes.act}
        disabled={accept.isPending || accept.isSuccess}
        onClick={() => accept.mutate({ body: { token } })}
      >
        {t("join.go")}
        <IconArrowRight size={22} stroke={1.8} aria-hidden="true" />
      </button>
      <p className={classes.below}>
        {t("join.time")}
        <br />
        {t("join.nothing")}
      </p>
      <div className={classes.phone}>
        <Qr address={location.href} label={t("join.qr")} />
        <div>
          <strong>{t("join.phone")}</strong>
          <p className={classes.text}>{t("join.phoneText")}</p>
        </div>
      </div>
    </>
  );
}

/** A colleague looks at it, or a browser is shared: nobody is signed out by looking. */
function Other({ name, other }: { name: string; other: string }) {
  const { t } = useWords();
  const client = useQueryClient();
  // Everything that was known was the other person's.
  const out = useChange("signOut", { done: () => void client.resetQueries() });
  const short = other.split(/\s+/u)[0] ?? other;
  return (
    <>
      <Title>{t("join.other", { name })}</Title>
      <p className={classes.text}>{t("join.otherText", { name, other })}</p>
      <a className={classes.act} href="/">
        {t("join.otherStay", { other: short })}
      </a>
      <button type="button" className={classes.beside} disabled={out.isPending} onClick={() => out.mutate({})}>
        {t("join.otherOut", { name, other: short })}
      </button>
    </>
  );
}

function Closed({ token, invitation }: { token: string; invitation: Invitation }) {
  const { t, day } = useWords();
  const { state, inviter, company, name, expiresAt, mail } = invitation;
  const ask = useChange("mailInvitation");
  const fresh = mail && (state === "used" || state === "expired") && inviter !== null;
  const said: Record<Exclude<Invitation["state"], "open">, [string, ReactNode]> = {
    expired: [
      t("join.expired", { day: day(expiresAt) }),
      inviter ? t("join.expiredAsk", inviter) : t("join.expiredCompany"),
    ],
    used: [t("join.used"), t("join.usedText", { name })],
    joined: [t("join.joined", { name }), ""],
    left: [t("join.left"), t("join.leftText", { company })],
  };
  const [title, text] = said[state === "open" ? "used" : state];
  return (
    <>
      <Title>{title}</Title>
      <p className={classes.text}>{text}</p>
      {state === "joined" && (
        <a className={classes.act} href="/">
          {t("join.on")}
        </a>
      )}
      {fresh &&
        (ask.isSuccess ? (
          <Alert color="moss" role="status">
            {t("join.mailed")}
          </Alert>
        ) : (
          <button
            type="button"
            className={classes.act}
            disabled={ask.isPending}
            onClick={() => ask.mutate({ body: { token } })}
          >
            {t("join.mail")}
          </button>
        ))}
    </>
  );
}
