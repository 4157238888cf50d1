import type { Sample } from "./sample.ts";

/** Of one's own page, of leaving, and of what a works council asks. */
export const mineSamples = {
  listSessions: { input: () => ({}) },
  endSession: { input: ({ session }) => ({ params: { id: session } }) },
  endOtherSessions: { input: () => ({}) },
  myPosts: { input: () => ({}) },
  downloadPosts: { input: () => ({}) },
  retimePost: {
    input: ({ delivery }) => ({
      params: { id: delivery },
      body: { at: new Date(Date.now() + 3_600_000).toISOString() },
    }),
    also: [403, 409],
  },
  myReceipts: { input: () => ({}) },
  countStored: { input: () => ({}) },
  readStored: { input: () => ({ params: { table: "member" } }) },
  readPeopleRule: { input: () => ({}) },
  savePeopleRule: { input: () => ({ body: { personFigures: true } }) },
  listTraining: { input: () => ({}) },
  readLesson: { input: () => ({ params: { name: "why" } }) },
  keepLesson: { input: () => ({ params: { name: "why" }, body: { step: 1 } }) },
  readTrainingRule: { input: () => ({}) },
  saveTrainingRule: { input: () => ({ body: { first: false } }) },
  readDossier: { input: () => ({}) },
  listHandovers: { input: () => ({}) },
  listHeirs: { input: ({ account }) => ({ params: { id: account } }), also: [403] },
  offerAccount: {
    input: ({ account }) => ({ params: { id: account }, body: { email: "nobody@example.org" } }),
    also: [403, 422],
  },
  endOffer: { input: ({ account }) => ({ params: { id: account } }), also: [404] },
  acceptAccount: { input: ({ account }) => ({ params: { id: account } }), also: [404] },
  readLeaving: { input: () => ({}) },
  myLinks: { input: () => ({}) },
  // Another's address: nobody leaves by a sample.
  leaveMe: { input: () => ({ body: { email: "nobody@example.org" } }), also: [409] },
  readMemberLeaving: { input: (_things, member) => ({ params: { id: member.id } }) },
  deleteMember: { input: (_things, member) => ({ params: { id: member.id }, body: {} }) },
} as const satisfies Record<string, Sample>;
