import "./words.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Lost } from "../shell/lost.tsx";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Page } from "../ui/page.tsx";
import { DeliveryView } from "./delivery-view.tsx";

/** One delivery on its own page; follows it while it can still change. */
export function DeliveryPage({ id }: { id: number }) {
  const { t } = useWords();
  const me = useMe();
  const query = useReply("getDelivery", { params: { id } }, { every: 4000 });
  if (query.error && query.error.status >= 400 && query.error.status < 500) return <Lost />;
  return (
    <Page
      title={query.data?.itemTitle || t("delivery.title", { id: String(id) })}
      narrow
      back={<Back to="/deliveries">{t(isEditor(me) ? "deliveries.title" : "deliveries.mine")}</Back>}
    >
      <Answer query={query} lines={3} height={96}>
        {() => <DeliveryView delivery={query.data!} />}
      </Answer>
    </Page>
  );
}
