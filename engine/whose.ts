/** The header in which a page says whose it is, by the member's id: what it writes is written in nobody else's name. */
export const whoseHeader = "x-relaymap-member";
/** The code of the refusal where the session is another person's by now. */
export const otherPerson = "other_person";
