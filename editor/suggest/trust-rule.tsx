import { Select } from "@mantine/core";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import classes from "./desk.module.css";

const choices = [3, 5, 10, 20];

/** After how many accepted suggestions a person's next ones need nobody's yes. */
export function TrustRule({ admin }: { admin: boolean }) {
  const { t } = useWords();
  const query = useReply("getSuggestionSettings", {});
  const set = useChange("setSuggestionSettings", { stale: ["getSuggestionSettings"] });
  if (query.data === undefined) return null;
  const { trustAfter } = query.data;
  const offered =
    trustAfter === null || choices.includes(trustAfter) ? choices : [...choices, trustAfter].toSorted((a, b) => a - b);
  return (
    <section className={classes.rule}>
      <Select
        size="md"
        label={t("desk.trust")}
        description={t("desk.trustHelp")}
        allowDeselect={false}
        disabled={!admin || set.isPending}
        value={trustAfter === null ? "none" : String(trustAfter)}
        data={[
          { value: "none", label: t("desk.trustNone") },
          ...offered.map((count) => ({ value: String(count), label: t("desk.trustAfter", { count }) })),
        ]}
        onChange={(value) =>
          set.mutate({ body: { trustAfter: value === null || value === "none" ? null : Number(value) } })
        }
      />
    </section>
  );
}
