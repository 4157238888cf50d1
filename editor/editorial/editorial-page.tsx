import "./words.ts";
import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import { useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Page } from "../ui/page.tsx";
import { Coverage } from "./coverage.tsx";
import { Ecosystem } from "./ecosystem.tsx";
import { Speakers } from "./speakers.tsx";
import { Tones } from "./tones.tsx";
import type { Line } from "./use-line.ts";

const tabs = ["map", "speakers", "tone", "coverage"] as const;
const parts: Record<(typeof tabs)[number], (props: { line: Line }) => ReactNode> = {
  map: Ecosystem,
  speakers: Speakers,
  tone: Tones,
  coverage: Coverage,
};

/** To whom the workspace speaks and what for; who may well speak on what; in which tone; and what of it came about. */
export function EditorialPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const query = useReply("editorialLine", {});
  const tab = tabs.find((each) => each === search.get("tab")) ?? "map";
  const Part = parts[tab];
  return (
    <Page title={t("editorial.title")} intro={t("editorial.intro")}>
      <Tabs value={tab} onChange={(next) => setSearch({ tab: next ?? "map" }, { replace: true })} keepMounted={false}>
        <Tabs.List mb={24}>
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`editorial.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Answer query={query} lines={3} height={96}>
            {() => query.data && <Part line={query.data} />}
          </Answer>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
