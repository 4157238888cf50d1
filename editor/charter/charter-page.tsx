import "./words.ts";
import { IconFileText } from "@tabler/icons-react";
import { Link, useLocation, useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { Step } from "../ui/step.tsx";
import { CharterStep } from "./charter-step.tsx";
import { Receipts } from "./receipts.tsx";

/** The charter on a page of its own: where a yes that needs it leads, and from one's own page. It goes back to where one came from. */
export function CharterPage() {
  const { t } = useWords();
  const me = useMe();
  const query = useReply("getCharter", {});
  const [, go] = useLocation();
  const [asked] = useSearchParams();
  const to = asked.get("to") ?? "/";
  // Only a place of our own.
  const leave = () => go(/^\/(?![/\\])/u.test(to) ? to : "/");
  const charter = query.data;
  if (charter?.current) return <CharterStep charter={charter} current={charter.current} back={leave} go={leave} />;
  return (
    <Step back={leave} title={t("charter.edit.title")}>
      <Answer query={query}>
        {() => (
          <>
            <Empty
              icon={<IconFileText size={26} stroke={1.6} />}
              title={t("charter.none")}
              action={isEditor(me) && <Link href="/charter/edit">{t("charter.write")}</Link>}
            >
              {t("charter.noneText")}
            </Empty>
            <Receipts />
          </>
        )}
      </Answer>
    </Step>
  );
}
