import { Alert, Button } from "@mantine/core";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { When } from "../ui/when.tsx";

type Refused = NonNullable<Reply<"health">["refusedPush"]>;

/** Push services take nothing from us: what is at fault, and the way out. Mails reach people meanwhile. */
export function RefusedPush({ refused: { status, count, at } }: { refused: Refused }) {
  const { t } = useWords();
  const renew = useChange("renewPushKeys", { stale: ["health"], done: () => announce.done(t("push.renewed")) });
  return (
    <Alert color="honey" mb={20} title={t("push.refused", { status, count })}>
      <p>
        {t(status === 400 ? "push.refusedClock" : "push.refusedKeys")} <When at={at} />
      </p>
      <Button mt={12} variant="default" loading={renew.isPending} onClick={() => renew.mutate({})}>
        {t("push.renew")}
      </Button>
    </Alert>
  );
}
