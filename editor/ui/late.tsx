import { type ReactNode, Suspense, useEffect, useState } from "react";

type Drawing = { opened: boolean; children: (opened: boolean) => ReactNode };

/**
 * A dialog whose code comes when it is first opened, and stays. It is drawn closed once before it opens: what has the focus at that
 * moment is what gets it back when the dialog closes.
 */
export function Late({ opened, children }: Drawing) {
  const [wanted, want] = useState(opened);
  if (opened && !wanted) want(true);
  return wanted ? (
    <Suspense>
      <ClosedFirst opened={opened}>{children}</ClosedFirst>
    </Suspense>
  ) : null;
}

function ClosedFirst({ opened, children }: Drawing) {
  const [drawn, draw] = useState(false);
  useEffect(() => draw(true), []);
  return children(opened && drawn);
}
