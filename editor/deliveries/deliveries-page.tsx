import "./words.ts";
import { Button, Group, Select } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { AccountFilter } from "./account-filter.tsx";
import { DeliveryList } from "./delivery-list.tsx";
import { states, type State } from "./delivery-state.tsx";
import { StoriesPage } from "./stories-page.tsx";

/** What went out: by story for those who draw maps; for an ambassador, what was said in their own name. */
export function DeliveriesPage() {
  return isEditor(useMe()) ? <StoriesPage /> : <OwnDeliveries />;
}

/** One's own, newest first, by state and account. The choice lives in the address. */
function OwnDeliveries() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const state = states.find((each) => each === search.get("state"));
  const account = search.get("account");
  const { rows, query } = useRows(
    "listDeliveries",
    { query: { ...(state && { state }), ...(account && { account }) } },
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
  const filtered = Boolean(state ?? account);
  return (
    <Page title={t("deliveries.mine")} intro={t("deliveries.mineIntro")}>
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
        <AccountFilter
          several
          w={{ base: "100%", xs: 240 }}
          account={account}
          choose={(value) => choose("account", value)}
        />
      </Group>
      <Answer query={query} lines={6} height={58}>
        {() =>
          rows.length > 0 ? (
            <>
              <DeliveryList rows={rows} />
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
