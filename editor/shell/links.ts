import {
  IconAdjustments,
  IconBulb,
  IconCalendarEvent,
  IconChartBar,
  IconChecks,
  IconCoffee,
  IconHandStop,
  IconInbox,
  IconRecycle,
  IconLayoutGrid,
  IconMap2,
  IconMessages,
  IconPlayerPlay,
  IconRss,
  IconSchool,
  IconSend,
  IconSpeakerphone,
  IconSquareRoundedPlus,
  IconSun,
  IconTags,
  IconTargetArrow,
  IconUserCircle,
  IconUsers,
  IconWritingSign,
  type Icon,
} from "@tabler/icons-react";
import type { Role } from "#server/api.ts";
import type { Key } from "../messages/catalogue.ts";

/**
 * `waiting`: what of `me` waits there for a decision, counted beside its name. Nothing else is counted in the menu. `self`: one's own
 * page, drawn as one's face at the foot of a phone; it holds the `UserMenu` then, which has no place of its own there any more. Who runs the
 * programme has a longer list: their own page is the first of what their face opens.
 */
export type Place = {
  to: string;
  label: Key;
  icon: Icon;
  waiting?: "waiting" | "approvals" | "suggestions";
  self?: true;
};
/** Places that are gone to for one kind of work; what is done daily comes first and needs no name. */
export type Work = { label: Key | null; places: Place[] };

const calendar: Place = { to: "/calendar", label: "nav.calendar", icon: IconCalendarEvent };
const daily: Place[] = [
  { to: "/", label: "nav.today", icon: IconSun },
  { to: "/maps", label: "nav.maps", icon: IconMap2 },
  { to: "/approvals", label: "nav.toApprove", icon: IconChecks, waiting: "approvals" },
  { to: "/suggestions", label: "nav.suggestedTo", icon: IconBulb, waiting: "suggestions" },
  { to: "/proposals", label: "nav.proposals", icon: IconInbox, waiting: "waiting" },
  calendar,
  { to: "/monday", label: "nav.monday", icon: IconCoffee },
  { to: "/deliveries", label: "nav.deliveries", icon: IconSend },
  { to: "/runs", label: "nav.runs", icon: IconPlayerPlay },
  { to: "/results", label: "nav.results", icon: IconChartBar },
];
const accounts: Place = { to: "/accounts", label: "nav.accounts", icon: IconUserCircle };
const people: Place = { to: "/people", label: "nav.people", icon: IconUsers };
const content: Place = { to: "/content", label: "nav.content", icon: IconLayoutGrid };
const suggest: Place = { to: "/suggest", label: "nav.suggest", icon: IconSquareRoundedPlus };
const topics: Place = { to: "/topics", label: "nav.topics", icon: IconTags };
const editorial: Place = { to: "/editorial", label: "nav.editorial", icon: IconTargetArrow };
const campaigns: Place = { to: "/campaigns", label: "nav.campaigns", icon: IconSpeakerphone };
const library: Place = { to: "/library", label: "nav.library", icon: IconRecycle };
const crisis: Place = { to: "/crisis", label: "nav.crisis", icon: IconHandStop };
const colleagues: Place = { to: "/colleagues", label: "nav.colleagues", icon: IconMessages };
const sources: Place = { to: "/sources", label: "nav.sources", icon: IconRss };
const training: Place = { to: "/training", label: "nav.training", icon: IconSchool };
const charter: Place = { to: "/charter/edit", label: "nav.charter", icon: IconWritingSign };
const server: Place[] = [{ to: "/settings", label: "nav.settings", icon: IconAdjustments }];

const mine: Place = { to: "/me", label: "nav.myPage", icon: IconUserCircle, self: true };

/** The first four stand at the foot of a phone (tab-bar.tsx). */
const speaking: Place[] = [
  { to: "/", label: "nav.toPublish", icon: IconSend, waiting: "waiting" },
  content,
  suggest,
  mine,
  calendar,
  { to: "/topics/mine", label: "nav.myTopics", icon: IconTags },
  training,
  { to: "/asked", label: "nav.asked", icon: IconSpeakerphone },
  { to: "/comment", label: "nav.comment", icon: IconMessages },
];

const works: Record<Role, Work[]> = {
  admin: [
    { label: null, places: daily },
    {
      label: "nav.programme",
      places: [
        accounts,
        people,
        campaigns,
        library,
        topics,
        editorial,
        charter,
        training,
        crisis,
        colleagues,
        sources,
        content,
        suggest,
      ],
    },
    { label: "nav.server", places: server },
  ],
  manager: [
    { label: null, places: daily },
    {
      label: "nav.programme",
      places: [
        accounts,
        campaigns,
        library,
        topics,
        editorial,
        charter,
        training,
        crisis,
        colleagues,
        sources,
        content,
        suggest,
      ],
    },
  ],
  ambassador: [{ label: null, places: speaking }],
};

/** Where each role can go, by its work, in the order of its day. */
export const worksOf = (role: Role): Work[] => works[role];

/** Whether a page belongs to a place: an ambassador's proposals are their start page. */
export const isHere = ({ to, waiting }: Place, path: string): boolean =>
  path === to || (to === "/" ? waiting !== undefined && /^\/proposals(?:\/|$)/u.test(path) : path.startsWith(`${to}/`));

/** Every place of a role, one's own page also where it stands in the account's menu. */
export const placesOf = (role: Role): Place[] => {
  const places = worksOf(role).flatMap((work) => work.places);
  return places.includes(mine) ? places : [...places, mine];
};
