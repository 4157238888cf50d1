import "./words.ts";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlugConnected, IconPlus } from "@tabler/icons-react";
import { Redirect, useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import type { Account } from "./account.ts";
import { AccountCard } from "./account-card.tsx";
import { AccountTable } from "./account-table.tsx";
import classes from "./accounts.module.css";
import { ConnectDialog } from "./connect-dialog.tsx";
import { Offered } from "./offered.tsx";
import { PauseAll } from "./pause-all.tsx";
import { PersonAccounts } from "./person-accounts.tsx";
import { Return } from "./return.tsx";

/** All accounts, or those of one colleague. */
export function AccountsPage() {
  const [search] = useSearchParams();
  const person = search.get("person");
  const me = useMe();
  const editor = isEditor(me);
  // Who is on their first way through came back from a network: it goes on there.
  if (me.member.welcome !== null) return <Redirect to={`/welcome?${search}`} replace />;
  return editor && person !== null ? <PersonAccounts person={person} /> : <AllAccounts editor={editor} />;
}

/** One's own accounts first; for editors then the company's and everybody's. */
function AllAccounts({ editor }: { editor: boolean }) {
  const { t } = useWords();
  const me = useMe();
  const [connecting, connect] = useDisclosure(false);
  const [company, connectCompany] = useDisclosure(false);
  const { rows, query } = useRows("listAccounts", { query: { limit: 200 } }, { every: 15_000 });
  const live = rows.filter((account) => account.state !== "disconnected");
  const mine = live.filter((account) => account.mine && account.member);
  const companies = live.filter((account) => !account.member);
  const others = live.filter((account) => account.member && !account.mine);
  const connectButton = (
    <Button leftSection={<IconPlus size={16} stroke={2} />} size={editor ? "sm" : "md"} onClick={connect.open}>
      {t("accounts.connect")}
    </Button>
  );
  const cards = (accounts: Account[]) => (
    <div className={classes.cards}>
      {accounts.map((account) => (
        <AccountCard key={account.id} account={account} />
      ))}
    </div>
  );
  return (
    <Page
      title={t(editor ? "accounts.title" : "accounts.mine")}
      intro={t(editor ? "accounts.intro" : "accounts.mineIntro")}
      narrow={!editor}
      actions={
        (editor || mine.length > 0) && (
          <>
            {mine.length > 0 && <PauseAll mine={mine} />}
            {connectButton}
          </>
        )
      }
    >
      <Return />
      <Offered />
      <Answer query={query} lines={2} height={150}>
        {() => (
          <>
            {mine.length > 0 && (
              <section>
                {editor && <h2 className={classes.heading}>{t("accounts.mine")}</h2>}
                {cards(mine)}
              </section>
            )}
            {mine.length === 0 && !editor && (
              <Empty
                icon={<IconPlugConnected size={26} stroke={1.6} />}
                title={t("accounts.empty")}
                action={connectButton}
              >
                {t("accounts.emptyText")}
              </Empty>
            )}
            {editor && (
              <section className={classes.section}>
                <div className={classes.top}>
                  <h2 className={classes.heading}>{t("accounts.company")}</h2>
                  {me.member.role === "admin" && (
                    <Button variant="default" onClick={connectCompany.open}>
                      {t("accounts.connectCompany")}
                    </Button>
                  )}
                </div>
                {companies.length > 0 ? cards(companies) : <p className="muted">{t("accounts.none")}</p>}
              </section>
            )}
            {editor && (
              <section className={classes.section}>
                <h2 className={classes.heading}>{t("accounts.people")}</h2>
                <p className={classes.note}>{t("accounts.peopleText")}</p>
                {others.length > 0 ? <AccountTable accounts={others} /> : <p className="muted">{t("accounts.none")}</p>}
                <More query={query} />
              </section>
            )}
          </>
        )}
      </Answer>
      <ConnectDialog opened={connecting} close={connect.close} forWorkspace={false} />
      <ConnectDialog opened={company} close={connectCompany.close} forWorkspace />
    </Page>
  );
}
