import {
  IconChecks,
  IconInbox,
  IconListCheck,
  IconMap2,
  IconPlayerPlay,
  IconRss,
  IconSend,
  IconSettings,
  IconUserCircle,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import type { Role } from "#server/api.ts";
import type { Key } from "../messages/catalogue.ts";

/** `waiting`: what of one's own waits there, counted beside its name. */
export type Place = { to: string; label: Key; icon: Icon; waiting?: "waiting" | "approvals" };

const editing: Place[] = [
  { to: "/maps", label: "nav.maps", icon: IconMap2 },
  { to: "/runs", label: "nav.runs", icon: IconPlayerPlay },
  { to: "/approvals", label: "nav.toApprove", icon: IconChecks, waiting: "approvals" },
  { to: "/deliveries", label: "nav.deliveries", icon: IconSend },
  { to: "/sources", label: "nav.sources", icon: IconRss },
  { to: "/accounts", label: "nav.accounts", icon: IconUserCircle },
  { to: "/proposals", label: "nav.proposals", icon: IconInbox, waiting: "waiting" },
];
const administering: Place[] = [
  { to: "/people", label: "nav.people", icon: IconUsers },
  { to: "/settings", label: "nav.settings", icon: IconSettings },
];
const speaking: Place[] = [
  { to: "/", label: "nav.proposals", icon: IconInbox, waiting: "waiting" },
  { to: "/deliveries", label: "nav.myPosts", icon: IconListCheck },
  { to: "/accounts", label: "nav.myAccounts", icon: IconUserCircle },
];

/** Where each role can go, in the order of its day. */
export const placesOf = (role: Role): Place[] =>
  role === "ambassador" ? speaking : role === "admin" ? [...editing, ...administering] : editing;
