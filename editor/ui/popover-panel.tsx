import { Popover } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./late-popover.module.css";

export type PanelLook = {
  label: string;
  width: number;
  position: "bottom-end" | "right-start";
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
