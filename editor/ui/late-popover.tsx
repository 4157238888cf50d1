import { type ReactNode, Suspense, useState } from "react";
import { lazy } from "./lazy.ts";
import classes from "./late-popover.module.css";
import type { PanelLook } from "./popover-panel.tsx";

const PopoverPanel = lazy(async () => ({ default: (await import("./popover-panel.tsx")).PopoverPanel }));

/**
 * A button and what floats beside it once it is pressed: the library that places it comes with the first press, and the button stays
 * what it is, so that it has the focus again when the panel closes.
 */
export function LatePopover({
  opened,
  close,
  button,
  children,
  ...look
}: PanelLook & { opened: boolean; close: () => void; button: ReactNode; children: ReactNode }) {
  const [wanted, want] = useState(opened);
  if (opened && !wanted) want(true);
  return (
    <div className={classes.around}>
      {button}
      {wanted && (
        <Suspense>
          <PopoverPanel opened={opened} close={close} {...look}>
            {children}
          </PopoverPanel>
        </Suspense>
      )}
    </div>
  );
}
