import { Popover, type PopoverProps } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./late-popover.module.css";

type Middlewares = NonNullable<PopoverProps["middlewares"]>;
/** Beside what it belongs to where there is room on either side, else below or above it. */
const besides: Middlewares = {
  shift: { padding: 8 },
  flip: { padding: 8, fallbackPlacements: ["left-start", "bottom-end", "top-end"] },
};

const below: Middlewares = { shift: { padding: 8 }, flip: { padding: 8 } };

export type PanelLook = {
  label: string;
  width: number;
  position: "bottom-end" | "right-start" | "top";
  padding?: number;
  className?: string;
};

/** What `LatePopover` shows. While it is open, a press on the button closes it. */
export function PopoverPanel({
  opened,
  close,
  label,
  width,
  position,
  padding = 0,
  className = "",
  children,
}: PanelLook & { opened: boolean; close: () => void; children: ReactNode }) {
  return (
    <Popover
      opened={opened}
      onChange={(open) => !open && close()}
      width={width}
      position={position}
      withRoles={false}
      withinPortal
      // What it belongs to may move, and a window may be turned or made narrower: it stays within what is seen.
      preventPositionChangeWhenVisible={false}
      middlewares={position === "right-start" ? besides : below}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          className={classes.over}
          data-opened={opened || undefined}
          onClick={(event) => {
            event.stopPropagation();
            close();
          }}
        />
      </Popover.Target>
      <Popover.Dropdown
        role="dialog"
        aria-label={label}
        p={padding}
        className={className}
        // It floats over the page, but for React it lies in what it belongs to: a press in it is no press on a card.
        onClick={(event) => event.stopPropagation()}
      >
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
