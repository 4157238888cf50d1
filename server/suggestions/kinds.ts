/** What somebody brings in. An `idea` is a word to the managers, and never enters a map. */
export const kinds = ["photo", "link", "text", "testimonial", "idea"] as const;
export type Kind = (typeof kinds)[number];

/**
 * `draft`: came by mail, and waits for its author; `sent`: waits for a manager; `changed`: the manager would say it otherwise, and the
 * author is asked.
 */
export const states = ["draft", "sent", "changed", "accepted", "declined", "withdrawn"] as const;
export type State = (typeof states)[number];

export const ways = ["page", "share", "bookmark", "mail"] as const;
export type Way = (typeof ways)[number];

/** Letters: what is longer is no suggestion but a manuscript, and is said so. */
export const most = { title: 200, body: 5000, alt: 1000, link: 4000, word: 500 } as const;
/** Of one person in a day. */
export const perDay = { sent: 20, pictures: 40 } as const;

/** What can be said otherwise. */
export type Words = { title: string; body: string; alt: string };
