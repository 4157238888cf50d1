import { Button, Group, Modal, Text } from "@mantine/core";
import { call } from "../client.ts";
import { useWords } from "../language.tsx";
import { relative } from "../ui/relative.ts";
import { useOpenMap } from "./state/map-context.ts";
import { withSteps } from "./state/step-types.ts";
import { useCanvas } from "./state/store.ts";

/** Somebody else saved in between: one of the two drawings stays, the other goes into the undo history. */
export function ConflictDialog({ details }: { details: { by?: string | null; at?: string } | null }) {
  const { t, language } = useWords();
  const canvas = useCanvas();
  const { detail, saver, learn } = useOpenMap();
  const read = () => call("getMap", { params: { id: detail.id } });
  const theirs = async () => {
    const fresh = await read();
    await withSteps(fresh.document, () => {
      saver.adopt(fresh);
      canvas.replace(fresh.document);
      canvas.set({ problems: fresh.problems });
      learn(fresh);
    });
  };
  const mine = async () => {
    const fresh = await read();
    await saver.overwrite(fresh.revision);
  };
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={t("conflict.title")}>
      <Text>
        {t("conflict.text", {
          who: details?.by ?? t("conflict.somebody"),
          when: (details?.at && relative(Date.parse(details.at), Date.now(), language)) || t("time.now"),
        })}
      </Text>
      <Group justify="flex-end" mt={24}>
        <Button variant="default" onClick={() => void theirs()}>
          {t("conflict.theirs")}
        </Button>
        <Button onClick={() => void mine()} data-autofocus>
          {t("conflict.mine")}
        </Button>
      </Group>
    </Modal>
  );
}
