import "./words.ts";
import { Anchor, Button, Group, Modal, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useWords } from "../language.tsx";
import type { Me } from "../me.ts";
import { useChange } from "../replies.ts";
import { WithPassword } from "./with-password.tsx";

/** Milliseconds: whoever signs in elsewhere comes back to a page that goes on by itself. */
const again = 4000;

/**
 * Over the page, which stays as it is: the session ended and is begun again, here, by a mailed link, or in another tab; or somebody else signed in
 * meanwhile, and says what becomes of the page.
 */
export function AgainDialog({ was, now, goOn }: { was: Me; now: Me | null; goOn: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const ask = () => void client.invalidateQueries({ queryKey: ["me"] });
  const signOut = useChange("signOut", {
    done: () => {
      void import("../hub/kept.ts").then(({ forgetKept }) => forgetKept());
      ask();
    },
  });
  const away = async () => {
    const { forgetHere } = await import("../notices/push.ts");
    await forgetHere();
    signOut.mutate({});
  };
  useEffect(() => {
    if (now !== null) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void client.invalidateQueries({ queryKey: ["me"] });
    }, again);
    return () => clearInterval(timer);
  }, [client, now]);
  const name = was.member.name;
  const fixed = { opened: true, onClose: () => undefined, withCloseButton: false, closeOnEscape: false, zIndex: 500 };
  if (now !== null) {
    const same = now.workspace.id === was.workspace.id;
    return (
      <Modal {...fixed} size={520} title={t("signIn.otherTitle", { name: now.member.name })}>
        <Text>{t(same ? "signIn.otherText" : "signIn.otherPlace", { name, other: now.member.name })}</Text>
        <Group justify="flex-end" gap={8} mt={24}>
          <Button variant="default" loading={signOut.isPending} onClick={() => void away()}>
            {t("signIn.otherBack", { name })}
          </Button>
          <Button onClick={() => (same ? goOn() : location.assign("/"))}>
            {t(same ? "signIn.otherOn" : "signIn.otherLeave", { other: now.member.name })}
          </Button>
        </Group>
      </Modal>
    );
  }
  return (
    <Modal {...fixed} size={440} title={t("signIn.againTitle")}>
      <Text mb={16}>{t("signIn.againText")}</Text>
      <WithPassword problem={null} enter={ask} known={was.member.email} byMail={!was.member.password} />
      <Text size="sm" mt={16} ta="center">
        <Anchor href="/sign-in" target="_blank" rel="noreferrer">
          {t("signIn.againTab")}
        </Anchor>
      </Text>
    </Modal>
  );
}
