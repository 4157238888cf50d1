import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import type { Account } from "./account.ts";
import { PauseDialog } from "./pause-dialog.tsx";

const stale = ["listAccounts", "getAccount", "listProposals", "listDeliveries", "me"] as const;

/** One press for all of one's own accounts: nothing more in my name, until when I like; and one to go on. */
export function PauseAll({ mine }: { mine: readonly Account[] }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const pause = useChange("pauseMine", { stale: [...stale], done: () => setAsking(false) });
  const resume = useChange("resumeMine", { stale: [...stale] });
  if (mine.every(({ mode }) => mode === "paused"))
    return (
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={16} stroke={1.8} />}
        loading={resume.isPending}
        onClick={() => resume.mutate({})}
      >
        {t("pause.resumeAll", { count: mine.length })}
      </Button>
    );
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerPause size={16} stroke={1.8} />}
        onClick={() => setAsking(true)}
      >
        {t("pause.all", { count: mine.length })}
      </Button>
      <PauseDialog
        title={t("pause.allTitle", { count: mine.length })}
        opened={asking}
        close={() => setAsking(false)}
        busy={pause.isPending}
        pause={(until) => pause.mutate({ body: until === undefined ? {} : { until } })}
      />
    </>
  );
}
