import "./words.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Lost } from "../shell/lost.tsx";
import { Back } from "../ui/back.tsx";
import { Page } from "../ui/page.tsx";
import { MapResults } from "./map-results.tsx";

/** A map's results on a page of their own, which a phone reads without loading the drawing. */
export function ResultsPage({ id }: { id: string }) {
  const { t } = useWords();
  const map = useReply("getMap", { params: { id } });
  if (map.error && map.error.status >= 400 && map.error.status < 500) return <Lost />;
  return (
    <Page
      title={map.data ? t("results.of", { name: map.data.name }) : t("results.title")}
      intro={t("results.intro", { span: 28 })}
      back={<Back to={`/maps/${id}`}>{t("results.map")}</Back>}
    >
      <MapResults id={id} />
    </Page>
  );
}
