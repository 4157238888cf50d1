/** The parts of the settings, in their order; each is called `settings.<name>` and reached by `?tab=<name>`. */
export const tabs = [
  "health",
  "networks",
  "mail",
  "machine",
  "stories",
  "links",
  "conversions",
  "rules",
  "door",
  "secrets",
  "backups",
  "audit",
  "council",
] as const;
export type Tab = (typeof tabs)[number];
