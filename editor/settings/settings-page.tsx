import "./words.ts";
import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import { useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { Page } from "../ui/page.tsx";
import { AuditLog } from "./audit-log.tsx";
import { Backups } from "./backups.tsx";
import { Conversions } from "./conversions.tsx";
import { Council } from "./council.tsx";
import { Door } from "./door.tsx";
import { Health } from "./health.tsx";
import { Links } from "./links.tsx";
import { Machine } from "./machine.tsx";
import { Mail } from "./mail.tsx";
import { Networks } from "./networks.tsx";
import { RulesTab } from "./rules-tab.tsx";
import { Secrets } from "./secrets.tsx";
import { Stories } from "./stories.tsx";
import { type Tab, tabs } from "./tabs.ts";

const parts: Record<Tab, () => ReactNode> = {
  health: Health,
  networks: Networks,
  mail: Mail,
  machine: Machine,
  stories: Stories,
  links: Links,
  conversions: Conversions,
  rules: RulesTab,
  door: Door,
  secrets: Secrets,
  backups: Backups,
  audit: AuditLog,
  council: Council,
};

/** For administrators: health, network apps, mail, the AI, when two items are one story, short links, what sites tell came of them, what posts have to say, who may come in by themselves, secrets, backups, the audit log. */
export function SettingsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const wanted = search.get("tab");
  const tab = tabs.find((each) => each === wanted) ?? "health";
  return (
    <Page title={t("settings.title")} intro={t("settings.intro")}>
      <Tabs
        value={tab}
        onChange={(next) => setSearch({ tab: next ?? "health" }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb={24}>
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`settings.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((each) => {
          const Part = parts[each];
          return (
            <Tabs.Panel key={each} value={each}>
              <Part />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Page>
  );
}
