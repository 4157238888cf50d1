import "./words.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { emptyDraft } from "./draft.ts";
import { SuggestPage } from "./suggest-page.tsx";

/** A draft that came by mail, on the page where it is completed and sent. Only its author finds it there. */
export function DraftPage({ id }: { id: string }) {
  const { t } = useWords();
  const query = useReply("listMySuggestions", { query: { limit: 100 } });
  return (
    <Answer query={query}>
      {() => {
        const row = query.data!.rows.find((one) => one.id === id && one.state === "draft");
        if (row === undefined) return <Empty title={t("suggest.draftGone")}>{t("suggest.draftGoneText")}</Empty>;
        const { kind, body, link, medium, topic } = row;
        const from = emptyDraft({ id, kind, body, link: link ?? "", medium, topic: topic?.id ?? null });
        return <SuggestPage from={from} />;
      }}
    </Answer>
  );
}
