import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import type { CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { Empty } from "./empty.tsx";

/** A reply that did not come: the server's sentence, the reference, and another try. */
export function Failed({ error, again, small }: { error: CallError; again: () => unknown; small?: boolean }) {
  const { t, text } = useWords();
  return (
    <div role="alert">
      <Empty
        icon={<IconPlugConnectedX size={24} stroke={1.6} />}
        title={t("failed.title")}
        small={small ?? false}
        action={
          <Button variant="default" onClick={() => void again()}>
            {t("action.retry")}
          </Button>
        }
      >
        {text(error.text)}
        {error.requestId && (
          <>
            <br />
            <small>{t("failed.reference", { id: error.requestId })}</small>
          </>
        )}
      </Empty>
    </div>
  );
}
