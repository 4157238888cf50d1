import "./words.ts";
import { useDocumentTitle } from "@mantine/hooks";
import { IconCheck } from "@tabler/icons-react";
import { Redirect } from "wouter";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";
import { readGone } from "./gone.ts";
import { saveLinks } from "./links-file.ts";
import classes from "./mine.module.css";

/** After somebody left: what was done, and the links to what is theirs. It stands in no shell, since nobody is signed in. */
export function GoodbyePage() {
  const { t, day, clock } = useWords();
  const gone = readGone();
  useDocumentTitle(t("app.name"));
  if (gone === null) return <Redirect to="/sign-in" replace />;
  const { name, accesses, cancelled, erasedAt, at, links } = gone;
  return (
    <main className={classes.goodbye}>
      <h1 className={classes.title}>{t("leave.bye", { name })}</h1>
      <p className={classes.about}>{`${day(at)}, ${clock(at)}`}</p>
      <ul className={classes.done}>
        {accesses.map(({ network, given }, index) => (
          <li key={index}>
            <IconCheck size={20} stroke={2.2} aria-hidden="true" />
            {t("leave.doneAccess", { network: networkTitle(network), given: String(given) })}
          </li>
        ))}
        <li>
          <IconCheck size={20} stroke={2.2} aria-hidden="true" />
          {t("leave.doneQueue", { count: cancelled })}
        </li>
        <li>
          <IconCheck size={20} stroke={2.2} aria-hidden="true" />
          {t(erasedAt === null ? "leave.doneSoon" : "leave.doneErased")}
        </li>
      </ul>
      {links.length > 0 && (
        <section>
          <header className={classes.head}>
            <h2>{t("leave.yours")}</h2>
            <button type="button" className={classes.link} onClick={() => saveLinks(links)}>
              {t("leave.links")}
            </button>
          </header>
          <ul className={classes.links}>
            {links.map(({ url, title, network }) => (
              <li key={url}>
                <a href={url} rel="noreferrer">
                  {title || url}
                </a>{" "}
                <small>{networkTitle(network)}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}
