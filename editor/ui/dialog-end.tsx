import { Button, Group } from "@mantine/core";
import { useWords } from "../language.tsx";

/** How a dialog with a form ends: leave it as it was, or save. */
export function DialogEnd({ close, saving }: { close: () => void; saving: boolean }) {
  const { t } = useWords();
  return (
    <Group justify="flex-end" mt={24}>
      <Button variant="default" onClick={close}>
        {t("action.cancel")}
      </Button>
      <Button type="submit" loading={saving}>
        {t("action.save")}
      </Button>
    </Group>
  );
}
