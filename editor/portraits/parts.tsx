import { Button } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { NetworkMark } from "../ui/network.tsx";
import { When } from "../ui/when.tsx";
import classes from "./portraits.module.css";
import type { Own, Portrait } from "./use.ts";

/** The words and the picture as they would go out. */
export function Draft({ words, link, picture }: Pick<Own, "words" | "link" | "picture">) {
  return (
    <div className={classes.draft}>
      {picture !== null && <img src={picture.url} alt={picture.alt} loading="lazy" />}
      <p>{words}</p>
      {link !== null && <p className={classes.link}>{link}</p>}
    </div>
  );
}

/** Questions with what was answered. */
export function Answers({ questions, answers }: Pick<Portrait, "questions" | "answers">) {
  return (
    <dl className={classes.answers}>
      {questions.map((question, at) =>
        (answers[at] ?? "") === "" ? null : (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answers[at]}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** What is public, each with its way there; for who can delete it, with the way to do so. */
export function Out({ out, editor, taken }: { out: Portrait["out"]; editor: boolean; taken: boolean }) {
  const { t } = useWords();
  return (
    <>
      <ul className={classes.out}>
        {out.map(({ id, network, account, at, url, gone }) => (
          <li key={id} data-gone={gone || undefined}>
            <NetworkMark network={network} size={22} />
            <div>
              <strong>{account}</strong>
              <small>{gone ? t("portrait.gone") : <When at={at} />}</small>
            </div>
            {editor && (
              <Button component={Link} href={`/deliveries/${id}`} variant="default" size="sm">
                {t("portrait.toDelivery")}
              </Button>
            )}
            {url !== null && !gone && (
              <Button
                component="a"
                href={url}
                target="_blank"
                rel="noreferrer"
                variant="default"
                size="sm"
                rightSection={<IconExternalLink size={16} stroke={1.7} aria-hidden="true" />}
              >
                {t("portrait.see")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {taken && <Link href="/recall">{t("portrait.recall")}</Link>}
    </>
  );
}
