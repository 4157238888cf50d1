import { Button, Group } from "@mantine/core";
import { useWords } from "../language.tsx";

/** What a dialog does when it is answered. Absent: it holds a form, which is saved. */
type Act = { label: string; press: () => void; color?: string; disabled?: boolean };

/** How a dialog ends: leave it as it was, or do it. `size`: of its buttons; a thumb wants the larger one. `above`: pixels between it and what is asked. */
export function DialogEnd({
  close,
  saving,
  act,
  size = "sm",
  above = 24,
}: {
  close: () => void;
  saving: boolean;
  act?: Act;
  size?: "sm" | "md";
  above?: number;
}) {
  const { t } = useWords();
  return (
    <Group justify="flex-end" mt={above}>
      <Button variant="default" size={size} onClick={close}>
        {t("action.cancel")}
      </Button>
      {act === undefined ? (
        <Button type="submit" size={size} loading={saving}>
          {t("action.save")}
        </Button>
      ) : (
        <Button
          size={size}
          loading={saving}
          onClick={act.press}
          disabled={act.disabled ?? false}
          {...(act.color === undefined ? {} : { color: act.color })}
        >
          {act.label}
        </Button>
      )}
    </Group>
  );
}
