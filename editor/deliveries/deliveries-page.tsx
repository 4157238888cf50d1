import "./words.ts";
import { Button, Group, Select } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useRows, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Page } from "../ui/page.tsx";
import { DeliveryList } from "./delivery-list.tsx";
import { states, type State } from "./delivery-state.tsx";

/** The ledger: newest first, by state, map and account. The choice lives in the address. */
export function DeliveriesPage() {
  const { t } = useWords();
  const editor = isEditor(useMe());
  const [search, setSearch] = useSearchParams();
  const state = states.find((each) => each === search.get("state"));
  const map = search.get("map");
  const account = search.get("account");
  const maps = useReply("listMaps", { query: { limit: 200 } }, { enabled: editor });
  const accounts = useReply("listAccounts", { query: { limit: 200 } });
  const { rows, query } = useRows(
    "listDeliveries",
    { query: { ...(state && { state }), ...(map && { map }), ...(account && { account }) } },
    { every: 10_000 },
  );
  const choose = (name: string, value: string | null) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const filtered = Boolean(state ?? map ?? account);
  return (
    <Page
      title={t(editor ? "deliveries.title" : "deliveries.mine")}
      intro={t(editor ? "deliveries.intro" : "deliveries.mineIntro")}
    >
      <Group gap={12} mb={16}>
        <Select
          w={{ base: "100%", xs: 190 }}
          aria-label={t("deliveries.filterState")}
          placeholder={t("deliveries.anyState")}
          clearable
          value={state ?? null}
          onChange={(value) => choose("state", value)}
          data={states.map((each: State) => ({ value: each, label: t(`delivery.state.${each}`) }))}
        />
        {editor && (
          <Select
            w={{ base: "100%", xs: 220 }}
            aria-label={t("runs.filterMap")}
            placeholder={t("runs.allMaps")}
            clearable
            searchable
            value={map}
            onChange={(value) => choose("map", value)}
            data={(maps.data?.rows ?? []).map((each) => ({ value: each.id, label: each.name }))}
          />
        )}
        {(editor || (accounts.data?.rows.length ?? 0) > 1) && (
          <Select
            w={{ base: "100%", xs: 240 }}
            aria-label={t("deliveries.filterAccount")}
            placeholder={t("deliveries.allAccounts")}
            clearable
            searchable
            value={account}
            onChange={(value) => choose("account", value)}
            data={(accounts.data?.rows ?? []).map((each) => ({
              value: each.id,
              label: `${each.name} · ${networkTitle(each.network)}`,
            }))}
          />
        )}
      </Group>
      <Answer query={query} lines={6} height={58}>
        {() =>
          rows.length > 0 ? (
            <>
              <DeliveryList rows={rows} withMap={editor} />
              <More query={query} />
            </>
          ) : filtered ? (
            <Empty
              title={t("deliveries.emptyFilter")}
              action={
                <Button variant="default" onClick={() => setSearch({}, { replace: true })}>
                  {t("deliveries.anyState")}
                </Button>
              }
            />
          ) : (
            <Empty icon={<IconSend size={24} stroke={1.6} />} title={t("deliveries.empty")}>
              {t("deliveries.emptyText")}
            </Empty>
          )
        }
      </Answer>
    </Page>
  );
}
