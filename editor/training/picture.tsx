import {
  IconBuildingBridge2,
  IconCalendarPause,
  IconCamera,
  IconCloudStorm,
  IconCopyright,
  IconDoorExit,
  IconEye,
  IconHandStop,
  IconHeartHandshake,
  type Icon,
  IconId,
  IconLock,
  IconMessageCircle,
  IconPencil,
  IconShield,
  IconSum,
  IconUsers,
  IconWorldShare,
} from "@tabler/icons-react";
import type { Reply } from "#server/api.ts";
import classes from "./lesson.module.css";

type Picture = Extract<Reply<"readLesson">["parts"][number], { kind: "idea" }>["picture"];

const marks: Record<Picture, Icon> = {
  voice: IconBuildingBridge2,
  choice: IconHandStop,
  rhythm: IconCalendarPause,
  pen: IconPencil,
  eye: IconEye,
  photo: IconCamera,
  badge: IconId,
  rights: IconCopyright,
  lock: IconLock,
  storm: IconCloudStorm,
  answer: IconMessageCircle,
  shield: IconShield,
  hand: IconHeartHandshake,
  door: IconDoorExit,
  team: IconUsers,
  sum: IconSum,
  network: IconWorldShare,
};

/** What an idea looks like: a light over the lines of a map. A drawing: the words below say it. */
export function PictureOf({ name }: { name: Picture }) {
  const Mark = marks[name];
  return (
    <div className={classes.picture} aria-hidden="true">
      <svg viewBox="0 0 390 206" preserveAspectRatio="xMidYMid slice">
        {Array.from({ length: 7 }, (_, line) => (
          <path
            key={line}
            d={`M -10 ${60 + line * 24} C 80 ${34 + line * 22}, 120 ${108 + line * 18}, 210 ${62 + line * 20} S 330 ${14 + line * 24}, 400 ${46 + line * 22}`}
          />
        ))}
      </svg>
      <span>
        <Mark size={44} stroke={1.5} />
      </span>
    </div>
  );
}
