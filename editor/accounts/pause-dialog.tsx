import "./words.ts";
import { Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { endOfDay, plusDays, toDay } from "./pause.ts";
import { DialogEnd } from "../ui/dialog-end.tsx";

const ways = ["today", "week", "date", "open"] as const;
type Way = (typeof ways)[number];

/** Asks until when: today, a week (both with the day on which it goes on), a date, or until one goes on oneself. */
export function PauseDialog({
  title,
  opened,
  close,
  pause,
  busy,
}: {
  title: string;
  opened: boolean;
  close: () => void;
  /** Until a moment (ISO); undefined: until they go on. */
  pause: (until: string | undefined) => void;
  busy: boolean;
}) {
  const { t, day } = useWords();
  const [way, setWay] = useState<Way>("week");
  const now = new Date();
  const [date, setDate] = useState(() => toDay(plusDays(now, 14)));
  const [first, last] = [toDay(plusDays(now, 1)), toDay(plusDays(now, 365))];
  const chosen = date >= first && date <= last;
  // The last day is paused whole: "until the 4th" means that the 5th goes on.
  const ends: Record<Way, Date | undefined> = {
    today: endOfDay(toDay(now)),
    week: endOfDay(toDay(plusDays(now, 7))),
    date: chosen ? endOfDay(date) : undefined,
    open: undefined,
  };
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ "aria-label": t("action.close") }}>
      <Text>{t("pause.text")}</Text>
      <Radio.Group value={way} onChange={(next) => setWay(next as Way)} mt={16} label={t("pause.until")}>
        <Stack gap={14} mt={12}>
          <Radio value="today" label={t("pause.today")} />
          <Radio value="week" label={t("pause.week", { date: day(ends.week!) })} />
          <Radio value="date" label={t("pause.date")} />
          {way === "date" && (
            <TextInput
              type="date"
              aria-label={t("pause.last")}
              value={date}
              min={first}
              max={last}
              onChange={({ currentTarget }) => setDate(currentTarget.value)}
              error={chosen ? undefined : t("pause.lastWrong", { date: day(plusDays(now, 365)) })}
              ml={32}
              maw={220}
            />
          )}
          <Radio value="open" label={t("pause.open")} />
        </Stack>
      </Radio.Group>
      <DialogEnd
        size="md"
        close={close}
        saving={busy}
        act={{
          label: t("pause.yes"),
          disabled: way === "date" && !chosen,
          press: () => pause(ends[way]?.toISOString()),
        }}
      />
    </Modal>
  );
}
