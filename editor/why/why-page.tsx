import "./words.ts";
import { useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { Empty } from "../ui/empty.tsx";
import { Page } from "../ui/page.tsx";
import { FoundItems } from "./found-items.tsx";
import { WholeWay } from "./whole-way.tsx";

/** Why (not)? A search, or one item's whole way; which of both, and for whom, stands in the address. */
export function WhyPage() {
  const { t } = useWords();
  const editor = isEditor(useMe());
  const [asked] = useSearchParams();
  const item = asked.get("item");
  if (item !== null && item !== "")
    return <WholeWay item={item} account={asked.get("account")} member={asked.get("member")} />;
  return editor ? (
    <FoundItems />
  ) : (
    <Page title={t("why.title")}>
      <Empty title={t("why.ownOnly")}>{t("why.ownOnlyText")}</Empty>
    </Page>
  );
}
