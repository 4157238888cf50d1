/** The languages every screen, node and message speaks. English is the fallback. */
export const languages = ["en", "fr"] as const;
export type Language = (typeof languages)[number];

/** A sentence or label for a person, in every language of the product. */
export type Text = { readonly [language in Language]: string };
