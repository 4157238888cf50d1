import {
  IconAdjustments,
  IconChecks,
  IconInbox,
  IconListCheck,
  IconMap2,
  IconPlayerPlay,
  IconRss,
  IconSend,
  IconSun,
  IconUserCircle,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import type { Role } from "#server/api.ts";
import type { Key } from "../messages/catalogue.ts";

/** `waiting`: what of `me` waits there for a decision, counted beside its name. Nothing else is counted in the menu. */
export type Place = { to: string; label: Key; icon: Icon; waiting?: "waiting" | "approvals" };
/** Places that are gone to for one kind of work; what is done daily comes first and needs no name. */
export type Work = { label: Key | null; places: Place[] };

const daily: Place[] = [
  { to: "/", label: "nav.today", icon: IconSun },
  { to: "/maps", label: "nav.maps", icon: IconMap2 },
  { to: "/approvals", label: "nav.toApprove", icon: IconChecks, waiting: "approvals" },
  { to: "/proposals", label: "nav.proposals", icon: IconInbox, waiting: "waiting" },
  { to: "/deliveries", label: "nav.deliveries", icon: IconSend },
  { to: "/runs", label: "nav.runs", icon: IconPlayerPlay },
];
const accounts: Place = { to: "/accounts", label: "nav.accounts", icon: IconUserCircle };
const people: Place = { to: "/people", label: "nav.people", icon: IconUsers };
const sources: Place = { to: "/sources", label: "nav.sources", icon: IconRss };
const server: Place[] = [{ to: "/settings", label: "nav.settings", icon: IconAdjustments }];

const speaking: Place[] = [
  { to: "/", label: "nav.proposals", icon: IconInbox, waiting: "waiting" },
  { to: "/deliveries", label: "nav.myPosts", icon: IconListCheck },
  { to: "/accounts", label: "nav.myAccounts", icon: IconUserCircle },
];

const works: Record<Role, Work[]> = {
  admin: [
    { label: null, places: daily },
    { label: "nav.programme", places: [accounts, people, sources] },
    { label: "nav.server", places: server },
  ],
  manager: [
    { label: null, places: daily },
    { label: "nav.programme", places: [accounts, sources] },
  ],
  ambassador: [{ label: null, places: speaking }],
};

/** Where each role can go, by its work, in the order of its day. */
export const worksOf = (role: Role): Work[] => works[role];
