import { publishes } from "#engine/card.ts";
import type { Services } from "../ports.ts";
import { type Idea, type Lesson, said } from "#engine/lesson.ts";
import { care } from "./lessons/care.ts";
import { comments } from "./lessons/comments.ts";
import { leading } from "./lessons/leading.ts";
import { post } from "./lessons/post.ts";
import { why } from "./lessons/why.ts";

type Nodes = Pick<Services, "nodes">;

const shipped: readonly Lesson[] = [why, post, care, comments, leading];
/** What comes before automatic posts, where a workspace wants it so, and what the certificate is about. */
export const basics: readonly string[] = shipped.filter(({ kind }) => kind === "basic").map(({ name }) => name);

/** A screen for each network on which people post, in its own words, between the ideas and the questions of the lesson about posts. */
function ofNetworks({ nodes }: Nodes): Idea[] {
  return [...nodes.networks.values()].flatMap(({ card, advice }) =>
    advice === undefined || !publishes(card)
      ? []
      : [
          {
            kind: "idea",
            picture: "network",
            title: said(`On ${card.title}`, `Sur ${card.title}`),
            text: advice.text,
            pair: { avoid: advice.avoid, rather: advice.rather },
          },
        ],
  );
}

/** The lessons as they are here, in the order in which they are best read. */
export const lessonsOf = (services: Nodes): readonly Lesson[] =>
  shipped.map((lesson) => {
    if (lesson.name !== post.name) return lesson;
    const [ideas, questions] = [
      lesson.parts.filter(({ kind }) => kind === "idea"),
      lesson.parts.filter(({ kind }) => kind === "question"),
    ];
    return { ...lesson, parts: [...ideas, ...ofNetworks(services), ...questions] };
  });
