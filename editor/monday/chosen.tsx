import { ActionIcon, Anchor, NativeSelect, TextInput } from "@mantine/core";
import { IconCalendarCheck, IconCalendarPlus, IconX } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { Empty } from "../ui/empty.tsx";
import { localOf, type Monday, momentOf } from "./choice.ts";
import type { Plan } from "./use-week.ts";
import classes from "./monday.module.css";

/** What is chosen, each with its time, its topic and a way to its words. */
export function Chosen({ monday, plan }: { monday: Monday; plan: Plan }) {
  const { t } = useWords();
  if (plan.chosen.length === 0)
    return plan.sent ? (
      <Empty icon={<IconCalendarCheck size={26} stroke={1.6} />} title={t("monday.sentTitle")}>
        {t("monday.sentText")}
      </Empty>
    ) : (
      <Empty icon={<IconCalendarPlus size={26} stroke={1.6} />} title={t("monday.sendNone")}>
        {t("monday.sendNoneText")}
      </Empty>
    );
  return (
    <section>
      <div className={classes.top}>
        <h2>{t("monday.sendTitle")}</h2>
      </div>
      <ul className={classes.chosen}>
        {plan.chosen.map((draft) => (
          <li key={draft.id}>
            <span className={classes.named}>
              <strong>{draft.title}</strong>
              <Anchor component={Link} href={`/entries/${draft.id}`}>
                {t("monday.change")}
              </Anchor>
            </span>
            <NativeSelect
              aria-label={t("monday.about", { title: draft.title })}
              value={draft.topic?.id ?? ""}
              onChange={({ currentTarget: { value } }) =>
                void plan.about(draft, monday.topics.find(({ id }) => id === value) ?? null)
              }
              data={[
                { value: "", label: t("monday.anyTopic") },
                ...monday.topics.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <TextInput
              type="datetime-local"
              aria-label={t("monday.when", { title: draft.title })}
              defaultValue={localOf(draft.at!, monday.zone)}
              key={draft.at}
              onBlur={({ currentTarget: { value } }) => {
                const [day, hour] = value.split("T");
                const [h = "0", m = "0"] = (hour ?? "").split(":");
                if (!day || !hour) return;
                const at = momentOf(day, Number(h) * 60 + Number(m), monday.zone);
                if (Date.parse(at) !== Date.parse(draft.at!)) void plan.move(draft, at);
              }}
            />
            <ActionIcon
              variant="subtle"
              c="var(--muted)"
              aria-label={t("monday.leaveNamed", { title: draft.title })}
              loading={plan.busy === draft.id}
              onClick={() => void plan.leave(draft)}
            >
              <IconX size={17} stroke={1.7} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  );
}
