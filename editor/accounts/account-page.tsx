import "./words.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Lost } from "../shell/lost.tsx";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Page } from "../ui/page.tsx";
import { AccountCard } from "./account-card.tsx";
import { AccountNumbers } from "../results/account-numbers.tsx";

/** One account: what it may, and for whoever may know it, who follows it and what its posts did. */
export function AccountPage({ id }: { id: string }) {
  const { t } = useWords();
  const me = useMe();
  const query = useReply("getAccount", { params: { id } }, { every: 30_000 });
  if (query.error && query.error.status >= 400 && query.error.status < 500) return <Lost />;
  const account = query.data;
  return (
    <Page
      title={account?.name ?? t("account.page")}
      narrow
      back={<Back to="/accounts">{t(isEditor(me) ? "accounts.title" : "accounts.mine")}</Back>}
    >
      <Answer query={query} lines={3} height={120}>
        {() =>
          account && (
            <>
              <AccountCard account={account} open />
              {account.mine || account.member === null ? (
                <AccountNumbers account={account} />
              ) : (
                <p className="muted">{t("account.private", { name: account.member.name })}</p>
              )}
            </>
          )
        }
      </Answer>
    </Page>
  );
}
