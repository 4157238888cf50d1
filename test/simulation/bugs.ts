/**
 * Planted bugs, each a mistake that somebody could make. A test turns one on at a time; the invariants must notice
 * every one. None of them is in production code.
 */
export const bugs = {
  no_compare_and_set: "settling does not compare the epoch",
  requeue_expired_sending: "an expired sending becomes ready instead of unknown",
  skip_consent: "the gate does not look at consent",
  skip_pause: "the gate does not look at a paused owner",
  skip_charter: "the gate does not look whether the charter was accepted",
  skip_account: "the gate does not look at a disconnected account",
  skip_map: "the gate does not look at the map's state",
  skip_version: "the gate does not look at the live version's targets",
  skip_off: "the gate does not look whether a target is switched off",
  skip_stop: "the gate does not look at the global stop",
  two_in_flight: "the gate lets a second delivery of an account through",
  last_first: "the gate takes the last due delivery of a lane",
  ignore_freeze: "the gate does not wait for a limit's reset",
  ignore_expiry: "the gate lets expired deliveries through",
  lost_is_not_sent: "a lost answer counts as not sent",
  stale_gate: "a sender does not look how long ago it passed the gate",
  new_key_each_try: "each attempt has a key of its own",
  one_look_is_enough: "a lost post counts as absent and is sent again after one look",
  adopt_strangers: "a post that belongs to another delivery is adopted",
  plan_twice: "planning does not look for an existing delivery",
  plan_forgets: "planning forgets what is beyond the run's limit",
  forget_to_wake: "a lane is not woken by new deliveries",
  prepare_unasked: "a post is prepared before anybody looks whether it may go",
  prepared_for_ever: "what was prepared is used after its end",
  keep_too_late: "what came of preparing is written though the delivery went on",
  keep_old_words: "what was prepared for other words is kept",
  later_key_is_first: "a later part of a post has the first one's key",
  refused_repeats: "a part that is refused sends the post again from its first part",
  consent_once: "consent is looked at for a post's first part only",
  overtake_chain: "another post goes between two parts of one",
  release_processing: "what a network works on is ready again when nobody asks after it",
  edit_keeps_prepared: "what was prepared stays when a person writes other words",
} as const;
export type Bug = keyof typeof bugs;
export const bugNames = Object.keys(bugs) as Bug[];
