import { promises, type Mutant } from "./mutant.ts";

const gate = "server/ledger/sql/gate.sql";
const { pace } = promises;

/** Faults in what an owner allows over days, weeks and months. */
export const paceMutants: Mutant[] = [
  {
    name: "days off are ignored where there are no quiet hours",
    promise: pace,
    file: gate,
    from: "(p.quiet_from is not null or p.days_off > 0) and p.quiet_until",
    to: "p.quiet_from is not null and p.quiet_until",
    tests: ["server/ledger/pace.test.ts"],
  },
  {
    name: "days off that were changed since are not seen",
    promise: pace,
    file: gate,
    from: "concat(p.zone, '|', p.quiet_from, '|', p.quiet_to, '|', p.days_off)",
    to: "concat(p.zone, '|', p.quiet_from, '|', p.quiet_to, '|', split_part(p.hours, '|', 4))",
    tests: ["server/ledger/pace.test.ts"],
  },
  {
    name: "the week's share is ignored",
    promise: pace,
    file: gate,
    from: "select coalesce(sum(b.used), 0) >= p.weekly_cap into used_up",
    to: "select false into used_up",
    tests: ["server/ledger/pace.test.ts"],
  },
  {
    name: "the month's share is ignored",
    promise: pace,
    file: gate,
    from: "select coalesce(sum(b.used), 0) >= p.monthly_cap into used_up",
    to: "select false into used_up",
    tests: ["server/ledger/pace.test.ts"],
  },
  {
    name: "a post under a week's share alone is not counted",
    promise: pace,
    file: gate,
    from: "if p.part = 0 and p.capped then\n          insert into budget",
    to: "if p.part = 0 and p.daily_cap is not null then\n          insert into budget",
    tests: ["server/ledger/pace.test.ts"],
  },
];
