/** The step by which maps read what colleagues say in public. */
export const type = "colleagues";
/** What they say in public is one source of a workspace. */
export const sourceKey = `${type}:all`;
/** Accounts that one person may name. */
export const mostAccounts = 10;
/** Minutes between two looks at one account. */
export const minutesApart = 15;
