/**
 * Faults that somebody could make, planted one by one into production SQL and code. Each breaks a promise; at least one test must turn
 * red. `from` stands exactly once in `file`; a list that no longer fits its files fails (short.test.ts).
 */
export type Mutant = {
  /** What is wrong with it. */
  name: string;
  /** The promise that it breaks. */
  promise: string;
  file: string;
  from: string;
  to: string;
  /** Test files of which at least one must turn red. */
  tests: string[];
  /** Of the worst: planted on every `npm test`. */
  worst?: true;
};

const conformance = ["test/simulation/conformance.test.ts"];
const gate = "server/ledger/sql/gate.sql";
const settle = "server/ledger/sql/settle.sql";
const consent = "server/ledger/sql/consent.sql";
const fence = "server/ledger/sql/fence.sql";
const sweeps = "server/ledger/sweeps.ts";
const schedule = "server/ledger/schedule.ts";
const lost = "server/ledger/lost.ts";
const twice = "never twice without your say-so";
const withoutConsent = "never without consent";
const disappears = "nothing disappears";
const pace = "an owner's and a network's pace is kept";

export const mutants: Mutant[] = [
  // --- settle -------------------------------------------------------------------------------------------------------
  {
    name: "settling ignores the epoch",
    promise: twice,
    file: settle,
    from: "d.id = s.id and d.epoch = s.e",
    to: "d.id = s.id",
    tests: conformance,
    worst: true,
  },
  {
    name: "a late answer overrules what happened since",
    promise: disappears,
    file: settle,
    from: "(d.state = 'sending' or s.state = 'published' or",
    to: "(true or",
    tests: conformance,
  },
  {
    name: "a limit does not freeze the lane",
    promise: pace,
    file: settle,
    from: "set frozen_until = greatest(l.frozen_until, s.frozen)",
    to: "set frozen_until = l.frozen_until",
    tests: conformance,
  },
  {
    name: "a dead access is not noted on the account",
    promise: disappears,
    file: settle,
    from: "update account c set state = 'reconnect'",
    to: "update account c set state = c.state",
    tests: conformance,
  },
  {
    name: "an old access's refusal parks the renewed account",
    promise: disappears,
    file: settle,
    from: "c.state = 'connected' and c.token_epoch = s.reconnect",
    to: "c.state = 'connected'",
    tests: ["test/networks/refresh.test.ts", "server/ledger/rounds.test.ts", ...conformance],
  },
  {
    name: "a post that was not sent keeps its share of the day",
    promise: pace,
    file: settle,
    from: "set used = greatest(b.used - 1, 0)",
    to: "set used = b.used",
    tests: conformance,
  },
  // --- consent ------------------------------------------------------------------------------------------------------
  {
    name: "a consent whose end has passed still counts",
    promise: withoutConsent,
    file: consent,
    from: "and (c.ends_at is null or c.ends_at > at)",
    to: "",
    tests: conformance,
    worst: true,
  },
  {
    name: "a withdrawn consent still counts",
    promise: withoutConsent,
    file: consent,
    from: "and c.withdrawn_at is null",
    to: "",
    tests: conformance,
    worst: true,
  },
  {
    name: "the topic's consent is not looked at",
    promise: withoutConsent,
    file: consent,
    from: "c.topic in (of_topic, '')",
    to: "c.topic = ''",
    tests: conformance,
    worst: true,
  },
  {
    name: "the consent for everything overrules the topic's",
    promise: withoutConsent,
    file: consent,
    from: "order by c.topic desc limit 1",
    to: "order by c.topic limit 1",
    tests: conformance,
  },
  {
    name: "nobody is asked",
    promise: withoutConsent,
    file: consent,
    from: "when mode <> 'auto' and not approved then 'consent'",
    to: "when false then 'consent'",
    tests: conformance,
    worst: true,
  },
  {
    name: "a paused owner is not heard",
    promise: withoutConsent,
    file: consent,
    from: "when mode = 'paused' then 'paused'",
    to: "when false then 'paused'",
    tests: conformance,
  },
  // --- the fence ----------------------------------------------------------------------------------------------------
  {
    name: "a withdrawal does not wait for the gate",
    promise: withoutConsent,
    file: fence,
    from: "perform 1 from lane where workspace_id = new.workspace_id and account_id = (to_jsonb(new)->>tg_argv[0])::uuid for update;",
    to: "perform 1;",
    tests: ["test/faults/permission.test.ts"],
    worst: true,
  },
  {
    name: "the global stop does not wait for the gate",
    promise: withoutConsent,
    file: fence,
    from: "perform 1 from lane where workspace_id = (to_jsonb(new)->>tg_argv[0])::uuid order by account_id for update;",
    to: "perform 1;",
    tests: ["test/faults/permission.test.ts"],
  },
  // --- the gate -----------------------------------------------------------------------------------------------------
  {
    name: "the gate does not look at the global stop",
    promise: withoutConsent,
    file: gate,
    from: "when p.stopped_at is not null then 'stopped'",
    to: "when false then 'stopped'",
    tests: conformance,
    worst: true,
  },
  {
    name: "two posts of one account are under way at once",
    promise: twice,
    file: gate,
    from: "when p.sending_until is not null then 'busy'",
    to: "when false then 'busy'",
    tests: conformance,
    worst: true,
  },
  {
    name: "an unknown outcome does not hold its lane",
    promise: twice,
    file: gate,
    from: "when p.replay is null and p.blocked_until > at then 'blocked'",
    to: "when false then 'blocked'",
    tests: conformance,
  },
  {
    name: "the gate does not wait for a limit's end",
    promise: pace,
    file: gate,
    from: "when own.frozen_until > at then 'frozen'\n      when p.id is null",
    to: "when p.id is null",
    tests: conformance,
  },
  {
    name: "a disconnected account is posted to",
    promise: withoutConsent,
    file: gate,
    from: "when p.account_state = 'disconnected' then array['cancelled','disconnected']",
    to: "when false then array['cancelled','disconnected']",
    tests: conformance,
  },
  {
    name: "the gate does not look at holds",
    promise: withoutConsent,
    file: gate,
    from: "when p.hold is not null then array['held', p.hold]",
    to: "when false then array['held', p.hold]",
    tests: conformance,
  },
  {
    name: "an archived map goes on posting",
    promise: withoutConsent,
    file: gate,
    from: "when p.map_state is null or p.map_state = 'archived' then",
    to: "when p.map_state is null then",
    tests: conformance,
  },
  {
    name: "a paused map goes on posting",
    promise: withoutConsent,
    file: gate,
    from: "when p.map_state <> 'live' then array['held','map_paused']",
    to: "when false then array['held','map_paused']",
    tests: conformance,
  },
  {
    name: "a changed target is not reviewed",
    promise: withoutConsent,
    file: gate,
    from: "when 'changed' then array['held','review']",
    to: "when 'changed' then null",
    tests: conformance,
    worst: true,
  },
  {
    name: "quiet hours are ignored",
    promise: pace,
    file: gate,
    from: "elsif p.quiet_from is not null and p.quiet_until > at then",
    to: "elsif false then",
    tests: conformance,
    worst: true,
  },
  {
    name: "hours that were changed since are believed",
    promise: pace,
    file: gate,
    from: "if p.hours is distinct from concat(p.zone, '|', p.quiet_from, '|', p.quiet_to) or (p.quiet_until",
    to: "if p.hours is null or (p.quiet_until",
    tests: ["server/ledger/rounds.test.ts", ...conformance],
  },
  {
    name: "spacing is ignored",
    promise: pace,
    file: gate,
    from: "if verdict = 'go' and p.spacing_s > 0 and own.last_sent_at",
    to: "if false and p.spacing_s > 0 and own.last_sent_at",
    tests: conformance,
  },
  {
    name: "the daily cap is ignored",
    promise: pace,
    file: gate,
    from: "select b.used >= p.daily_cap into used_up",
    to: "select false into used_up",
    tests: conformance,
    worst: true,
  },
  {
    name: "the network's budget for an account is ignored",
    promise: pace,
    file: gate,
    from: "if own.window_used >= calls then",
    to: "if false then",
    tests: conformance,
  },
  {
    name: "the app's budget is ignored",
    promise: pace,
    file: gate,
    from: "if not found then verdict := 'app_budget'",
    to: "if false then verdict := 'app_budget'",
    tests: conformance,
  },
  {
    name: "what has expired passes the gate",
    promise: "what is held never stays beyond its deadline",
    file: gate,
    from: "and r.expires_at + interval '0' > at order by r.due_at, r.id limit 1)",
    to: "order by r.due_at, r.id limit 1)",
    tests: conformance,
    worst: true,
  },
  {
    name: "a replay does not look whether it still is the call that was lost",
    promise: twice,
    file: gate,
    from: "and r.state = 'unknown' and r.epoch = x.e and r.expires_at > at and x.last > at)",
    to: "and r.state = 'unknown' and r.expires_at > at and x.last > at)",
    tests: ["server/ledger/rounds.test.ts", ...conformance],
  },
  {
    name: "a replay is made after the network has forgotten the key",
    promise: twice,
    file: gate,
    from: "and r.expires_at > at and x.last > at)",
    to: "and r.expires_at > at)",
    tests: conformance,
  },
  {
    name: "an attempt is not written down",
    promise: disappears,
    file: gate,
    from: "insert into attempt (workspace_id, delivery_id, epoch, gated_at, worker) select w, id, epoch, at, worker_name from passed",
    to: "insert into attempt (workspace_id, delivery_id, epoch, gated_at, worker) select w, id, epoch, at, worker_name from passed where false",
    tests: conformance,
  },
  {
    name: "an earlier attempt that may be out is forgotten",
    promise: twice,
    file: gate,
    from: "t.outcome in ('unknown','lost')) as suspected",
    to: "t.outcome = 'none') as suspected",
    tests: conformance,
  },
  // --- sweeps and lost answers --------------------------------------------------------------------------------------
  {
    name: "an expired sending becomes ready",
    promise: twice,
    file: sweeps,
    from: "set state = 'unknown', reason_code = 'lost'",
    to: "set state = 'ready', reason_code = 'lost'",
    tests: conformance,
  },
  {
    name: "a lost post counts as absent after one look",
    promise: twice,
    file: lost,
    from: "looks >= ${looksNeeded}",
    to: "looks >= 0",
    tests: conformance,
  },
  {
    name: "a post of another delivery is adopted",
    promise: disappears,
    file: lost,
    from: "and remote_id = any(${remoteIds}) and id <> ${deliveryId}",
    to: "and remote_id = any(${remoteIds}) and id <> ${deliveryId} and false",
    tests: conformance,
  },
  {
    name: "a look writes onto a delivery that went on",
    promise: twice,
    file: lost,
    from: "and state = 'unknown' and epoch = ${claimed.epoch}",
    to: "and state = 'unknown'",
    tests: conformance,
  },
  // --- scheduling ---------------------------------------------------------------------------------------------------
  {
    name: "one item gets a second delivery for an account",
    promise: twice,
    file: schedule,
    from: "else if (taken.has(name))",
    to: "else if (taken.has(name) && name === '')",
    tests: ["server/ledger/schedule.test.ts", ...conformance],
  },
  {
    name: "one story goes to an account twice",
    promise: twice,
    file: schedule,
    from: "if (shelf?.has(story))",
    to: "if (shelf?.has(story) && story === null)",
    tests: ["server/ledger/schedule.test.ts", ...conformance],
  },
  {
    name: "a flood is not held",
    promise: "a site that changed its ids does not flood people's accounts",
    file: schedule,
    from: 'if (wanted.review === true) return "review";',
    to: "",
    tests: ["server/ledger/schedule.test.ts", ...conformance],
  },
  {
    name: "what is beyond a run's limit goes out",
    promise: "overflow is held and shown",
    file: schedule,
    from: 'if (overflow) return "overflow";',
    to: "",
    tests: ["server/ledger/schedule.test.ts", ...conformance],
  },
  // --- people -------------------------------------------------------------------------------------------------------
  {
    name: "approving works after the deadline",
    promise: "silence never publishes",
    file: "server/ledger/proposals.ts",
    from: "reason_code = 'consent' and expires_at > ${moment(input)}",
    to: "reason_code = 'consent'",
    tests: conformance,
  },
  {
    name: "a no that came too late is taken back",
    promise: withoutConsent,
    file: "server/ledger/proposals.ts",
    from: "        and expires_at > ${moment(input)}`",
    to: "`",
    tests: conformance,
  },
  {
    name: "“it is not there” does not wake the lane",
    promise: disappears,
    file: "server/ledger/answers.ts",
    from: "    await dueNow(trx, workspaceId, row.accountId, input);\n",
    to: "",
    tests: conformance,
  },
  {
    name: "an answer is taken though the outcome is known",
    promise: twice,
    file: "server/ledger/answers.ts",
    from: "and id = ${deliveryId} and state = 'unknown' returning",
    to: "and id = ${deliveryId} returning",
    tests: conformance,
  },
  {
    name: "what is released forgets its owner's choice",
    promise: withoutConsent,
    file: "server/ledger/review.ts",
    from: "set state = case when c.hold is null then 'ready' else 'held' end",
    to: "set state = 'ready'",
    tests: conformance,
  },
  // --- the engine ---------------------------------------------------------------------------------------------------
  {
    name: "a lost answer counts as a refusal",
    promise: twice,
    file: "engine/answer.ts",
    from: "if (status >= 500 || status === 408 || status < 400)",
    to: "if (status >= 600)",
    tests: ["engine/answer.test.ts", "test/networks/publish.test.ts"],
  },
  {
    name: "a sender does not look how long ago it passed the gate",
    promise: withoutConsent,
    file: "engine/lane.ts",
    from: "if (ports.clock.monotonic() - since > (ports.freshness ?? usualFreshness))",
    to: "if (ports.clock.monotonic() - since > 1e12)",
    tests: ["test/simulation/simulation.test.ts", "test/faults/workers.test.ts"],
  },
  {
    name: "a redirect to an inside address is followed",
    promise: "no feed URL reaches the inside network",
    file: "server/outbound/address.ts",
    from: 'parsed.range() === "unicast"',
    to: 'parsed.range() !== ""',
    tests: ["server/outbound/address.test.ts", "test/ssrf.test.ts"],
  },
];
