import { IconPlugConnected } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { AccountTable } from "./account-table.tsx";

/** One colleague's accounts, to look at only. */
export function PersonAccounts({ person }: { person: string }) {
  const { t } = useWords();
  const admin = useMe().member.role === "admin";
  const { rows, query } = useRows("listAccounts", { query: { limit: 100, person } }, { every: 15_000 });
  const name = rows.find(({ member }) => member)?.member?.name;
  return (
    <Page
      title={name ?? t("accounts.ofPerson")}
      intro={name && t("accounts.peopleText")}
      back={<Back to={admin ? "/people" : "/accounts"}>{t(admin ? "nav.people" : "accounts.title")}</Back>}
    >
      <Answer query={query} lines={2} height={60}>
        {() =>
          rows.length > 0 ? (
            <>
              <AccountTable accounts={rows} />
              <More query={query} />
            </>
          ) : (
            <Empty icon={<IconPlugConnected size={26} stroke={1.6} />} title={t("accounts.noneOfPerson")}>
              {t("accounts.noneOfPersonText")}
            </Empty>
          )
        }
      </Answer>
    </Page>
  );
}
