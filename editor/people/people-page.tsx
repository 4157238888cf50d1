import "./words.ts";
import { ActionIcon, Button, Group, Menu, Select, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconListDetails, IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import { roles, type Role } from "#engine/role.ts";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useChange, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { Face } from "../ui/face.tsx";
import { Marked } from "../ui/marked.tsx";
import { More } from "../ui/more.tsx";
import { NetworkMark } from "../ui/network.tsx";
import { Page } from "../ui/page.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Table } from "../ui/table.tsx";
import { Tag } from "../ui/tag.tsx";
import { When } from "../ui/when.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import { LinkDialog, type Handover } from "./link-dialog.tsx";
import own from "./people.module.css";

/** More people than these are searched. */
const few = 12;

type Member = Reply<"listMembers">["rows"][number];

function MemberLine({ member, search, hand }: { member: Member; search: string; hand: (handover: Handover) => void }) {
  const { t } = useWords();
  const me = useMe();
  const change = useChange("changeMember", { stale: ["listMembers"] });
  const link = useChange("memberLink", { done: (reply) => hand({ name: member.name, link: reply.link }) });
  const again = useChange("inviteAgain", {
    stale: ["listMembers"],
    done: (reply) => hand({ name: member.name, link: reply.link, mailed: reply.mailed }),
  });
  const [leaving, leave] = useDisclosure(false);
  const self = member.id === me.member.id;
  const params = { id: member.id };
  return (
    <tr data-off={member.disabled || undefined}>
      <td>
        <span className={own.person}>
          <Face name={member.name} size={34} />
          <span>
            <strong>
              <Link href={`/accounts?person=${member.id}`} data-row dir="auto">
                <Marked text={member.name} search={search} />
              </Link>
            </strong>{" "}
            {self && <span className="muted">({t("people.you")})</span>}{" "}
            {member.disabled ? (
              <Tag tone="plain">{t("people.off")}</Tag>
            ) : (
              member.invited !== null && (
                <Tag tone={member.invited === "over" ? "warn" : "plain"}>{t(`people.invited.${member.invited}`)}</Tag>
              )
            )}
            <br />
            <span className="muted">
              <Marked text={member.email} search={search} />
            </span>
          </span>
        </span>
      </td>
      <td>
        <Select
          className={own.role!}
          size="sm"
          aria-label={t("people.roleOf", { name: member.name })}
          disabled={self}
          allowDeselect={false}
          value={member.role}
          data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          onChange={(role) => role && change.mutate({ params, body: { role: role as Role } })}
        />
      </td>
      <td>
        {member.networks.length === 0 ? (
          <span className="muted">{t("people.noAccounts")}</span>
        ) : (
          <span className={own.networks}>
            {member.networks.map(({ network }) => (
              <NetworkMark key={network} network={network} size={22} />
            ))}
            {member.networks.some(({ reconnect }) => reconnect) && <Tag tone="warn">{t("people.toReconnect")}</Tag>}
          </span>
        )}
      </td>
      <td>
        <When at={member.createdAt} />
      </td>
      <td>
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon aria-label={t("people.menu", { name: member.name })}>
              <IconDots size={18} stroke={1.8} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {member.invited !== null && !member.disabled && (
              <Menu.Item onClick={() => again.mutate({ params })}>{t("people.again")}</Menu.Item>
            )}
            <Menu.Item onClick={() => link.mutate({ params })}>{t("people.link")}</Menu.Item>
            {!self && (
              <Menu.Item
                color={member.disabled ? "ink" : "brick"}
                onClick={() => (member.disabled ? change.mutate({ params, body: { disabled: false } }) : leave.open())}
              >
                {t(member.disabled ? "people.enable" : "people.disable")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
        {leaving && <LeaveDialog member={member} close={leave.close} />}
      </td>
    </tr>
  );
}

/** The workspace's people. */
export function PeoplePage() {
  const { t } = useWords();
  const [inviting, invite] = useDisclosure(false);
  const [handover, setHandover] = useState<Handover | null>(null);
  const [asked, ask] = useSearchParams();
  const search = asked.get("search")?.trim() ?? "";
  const { rows, query } = useRows("listMembers", { query: { limit: 100, ...(search !== "" && { search }) } });
  // A few people are seen at a glance.
  const many = search !== "" || rows.length > few;
  return (
    <Page
      title={t("people.title")}
      intro={t("people.intro")}
      actions={
        <Group gap={8}>
          <Button
            variant="default"
            component={Link}
            href="/people/import"
            leftSection={<IconListDetails size={16} stroke={1.8} />}
          >
            {t("import.open")}
          </Button>
          <Button leftSection={<IconUserPlus size={16} stroke={1.8} />} onClick={invite.open}>
            {t("people.invite")}
          </Button>
        </Group>
      }
    >
      {many && (
        <div className={own.search}>
          <SearchField
            value={search}
            change={(value) => ask(value === "" ? {} : { search: value }, { replace: true })}
            label={t("people.search")}
          />
        </div>
      )}
      <Answer query={query} lines={4} height={60}>
        {() =>
          rows.length === 0 ? (
            <Empty
              icon={<IconUsers size={26} stroke={1.6} />}
              title={t("people.none", { search })}
              action={
                <Button variant="default" onClick={() => ask({}, { replace: true })}>
                  {t("people.all")}
                </Button>
              }
            />
          ) : (
            <>
              <div className={own.people}>
                <Table label={t("people.title")}>
                  <thead>
                    <tr>
                      <th>{t("people.name")}</th>
                      <th>{t("people.role")}</th>
                      <th>{t("people.accounts")}</th>
                      <th>{t("people.since")}</th>
                      <th>
                        <VisuallyHidden>{t("action.actions")}</VisuallyHidden>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.map((member) => (
                      <MemberLine key={member.id} member={member} search={search} hand={setHandover} />
                    ))}
                  </tbody>
                </Table>
              </div>
              <More query={query} />
            </>
          )
        }
      </Answer>
      <InviteDialog opened={inviting} close={invite.close} hand={setHandover} />
      <LinkDialog handover={handover} close={() => setHandover(null)} />
    </Page>
  );
}
