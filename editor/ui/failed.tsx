import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { Link } from "wouter";
import { type CallError, isAbsent } from "../client.ts";
import { useWords } from "../language.tsx";
import { Empty } from "./empty.tsx";

/** A reply that did not come: the server's sentence, the reference, and another try. What is not there is not tried again. */
export function Failed({ error, again, small }: { error: CallError; again: () => unknown; small?: boolean }) {
  const { t, text } = useWords();
  const lost = !small && isAbsent(error);
  return (
    <div role="alert">
      <Empty
        icon={<IconPlugConnectedX size={24} stroke={1.6} />}
        title={t(lost ? "lost.title" : "failed.title")}
        small={small ?? false}
        action={
          lost ? (
            <Button component={Link} href="/" variant="default">
              {t("lost.home")}
            </Button>
          ) : (
            <Button variant="default" onClick={() => void again()}>
              {t("action.retry")}
            </Button>
          )
        }
      >
        {lost ? t("lost.text") : text(error.text)}
        {!lost && error.requestId && (
          <>
            <br />
            <small>{t("failed.reference", { id: error.requestId })}</small>
          </>
        )}
      </Empty>
    </div>
  );
}
