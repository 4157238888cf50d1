import type { Text } from "#engine/text.ts";

/** What came of it, in sums: before it is told, and as it was told. */
export const came = {
  "came.title": { en: "What came of it, all together", fr: "Ce qui en est sorti, tous ensemble" },
  "came.days": { en: "{since} to {until}", fr: "du {since} au {until}" },
  "came.posts": {
    en: "{count, plural, one {post} other {posts}}",
    fr: "{count, plural, one {publication} other {publications}}",
  },
  "came.visits": {
    en: "{count, plural, one {click} other {clicks}}",
    fr: "{count, plural, one {clic} other {clics}}",
  },
  "came.reactions": {
    en: "{count, plural, one {reaction} other {reactions}}",
    fr: "{count, plural, one {réaction} other {réactions}}",
  },
  "came.visit": {
    en: "{count, plural, one {visit of the page that matters} other {visits of the page that matters}}",
    fr: "{count, plural, one {visite de la page qui compte} other {visites de la page qui compte}}",
  },
  "came.contact": {
    en: "{count, plural, one {enquiry} other {enquiries}}",
    fr: "{count, plural, one {prise de contact} other {prises de contact}}",
  },
  "came.registration": {
    en: "{count, plural, one {registration} other {registrations}}",
    fr: "{count, plural, one {inscription} other {inscriptions}}",
  },
  "came.entry": {
    en: "{count, plural, one {application} other {applications}}",
    fr: "{count, plural, one {candidature} other {candidatures}}",
  },
  "came.hire": {
    en: "{count, plural, one {hire} other {hires}}",
    fr: "{count, plural, one {embauche} other {embauches}}",
  },
} satisfies Record<string, Text>;
