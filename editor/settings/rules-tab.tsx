import { Rules } from "./rules.tsx";
import { SignOff } from "./sign-off.tsx";

/** What the workspace demands: of versions of maps before they go live, and of posts. */
export function RulesTab() {
  return (
    <>
      <SignOff />
      <Rules />
    </>
  );
}
